// The form of every kind of source: which fields it has, what they say as settings, and settings as fields. Pure.

import { checkCsvSettings, csvFields } from './csv/settings';
import { abusehqFields, checkAbusehqSettings, checkHttpSettings, httpFields } from './http/settings';
import { checkLdapSettings, ldapFields } from './ldap/settings';
import { checkSqlSettings, sqlFields } from './sql/settings';
import type { DirectoryKind, DirectorySettings, SettingField, SettingProblems } from './types';

interface KindForm {
  fields: readonly SettingField[];
  check(settings: DirectorySettings): SettingProblems;
  /** What must stay the same for a stored secret to be sent again: whose it is, where it goes, and by which way. */
  secretBelongsTo: readonly string[];
}

const forms: Record<DirectoryKind, KindForm> = {
  sql: {
    fields: sqlFields,
    check: checkSqlSettings,
    secretBelongsTo: ['engine', 'host', 'port', 'username', 'tls', 'caPem'],
  },
  csv: { fields: csvFields, check: checkCsvSettings, secretBelongsTo: [] },
  ldap: {
    fields: ldapFields,
    check: checkLdapSettings,
    secretBelongsTo: ['host', 'port', 'bindDn', 'security', 'caPem'],
  },
  http: {
    fields: httpFields,
    check: checkHttpSettings,
    secretBelongsTo: ['url', 'auth', 'username', 'caPem'],
  },
  abusehq: {
    fields: abusehqFields,
    check: checkAbusehqSettings,
    secretBelongsTo: ['url', 'auth', 'username', 'caPem'],
  },
};

/** The fields of a kind, in the order of its form. */
export function fieldsOf(kind: DirectoryKind): readonly SettingField[] {
  return forms[kind].fields;
}

/** What a new source of this kind starts with. */
export function initialForm(kind: DirectoryKind): DirectorySettings {
  return Object.fromEntries(
    fieldsOf(kind)
      .filter(({ type }) => type !== 'secret')
      .map(({ name, initial }) => [name, initial]),
  );
}

/** Stored settings as the form shows them; a field that came later has its initial value. */
export function showForm(kind: DirectoryKind, settings: unknown): DirectorySettings {
  const stored = (settings ?? {}) as DirectorySettings;
  return Object.fromEntries(
    Object.entries(initialForm(kind)).map(([name, initial]) => [name, stored[name] ?? initial]),
  );
}

/**
 * What a form says, as settings. Fields that are not shown keep their initial value; a number that is none is a problem.
 */
export function readForm(
  kind: DirectoryKind,
  given: Readonly<Record<string, string>>,
): { settings: DirectorySettings; problems: SettingProblems } {
  const flat = initialForm(kind);
  const problems: SettingProblems = {};
  for (const field of fieldsOf(kind)) {
    const text = given[field.name];
    if (field.type === 'secret' || (text === undefined && field.type !== 'checkbox')) continue;
    const value = text ?? '';
    if (field.type === 'checkbox') flat[field.name] = value !== '';
    else if (field.type !== 'number') flat[field.name] = value.trim();
    else if (/^\d{1,9}$/.test(value.trim())) flat[field.name] = Number(value);
    else problems[field.name] = 'whole-number';
  }
  for (const { name, required, onlyIf } of fieldsOf(kind)) {
    const isShown = onlyIf === undefined || onlyIf.values.includes(flat[onlyIf.field] as string | boolean);
    if (required === true && isShown && flat[name] === '') problems[name] = 'required';
  }
  return { settings: flat, problems: { ...forms[kind].check(flat), ...problems } };
}

/** Whether a secret stored for `before` may still be used by `next`. */
export function keepsSecret(kind: DirectoryKind, before: unknown, next: unknown): boolean {
  const [old, fresh] = [showForm(kind, before), showForm(kind, next)];
  return forms[kind].secretBelongsTo.every((name) => old[name] === fresh[name]);
}
