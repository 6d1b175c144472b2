// Forms of sources: what is shown and sent back unchanged is the same settings, whatever the kind.

import { describe, expect, test } from 'vitest';
import { fieldsOf, initialForm, keepsSecret, readForm, showForm } from './form';
import { directoryKinds, type DirectoryKind } from './types';

const filled: Record<DirectoryKind, Record<string, string>> = {
  sql: { host: 'db.example.com', database: 'postfix', username: 'reader' },
  csv: { from: 'path', path: '/srv/customers.csv' },
  ldap: { host: 'ldap.example.com', accountsBase: 'ou=people,dc=example,dc=com' },
  http: { url: 'https://crm.example.com/resolve' },
  abusehq: { url: 'https://crm.example.com/resolve', parameters: 'mail = login\nsource = ip' },
};

describe.each(directoryKinds)('%s', (kind) => {
  const form = () =>
    Object.fromEntries(
      Object.entries({ ...initialForm(kind), ...filled[kind] }).map(([name, value]) => [name, String(value)]),
    );

  test('a filled form has no problems, and its settings show the same form', () => {
    const { settings, problems } = readForm(kind, form());
    expect(problems).toEqual({});
    const shown = showForm(kind, settings);
    for (const [name, value] of Object.entries(form()))
      expect(`${name}=${String(shown[name])}`).toBe(`${name}=${value}`);
    expect(
      readForm(kind, Object.fromEntries(Object.entries(shown).map(([k, v]) => [k, String(v)]))).settings,
    ).toEqual(settings);
  });

  test('what is required and shown is asked for', () => {
    for (const { name, required, onlyIf } of fieldsOf(kind)) {
      const isShown = onlyIf === undefined || onlyIf.values.includes(form()[onlyIf.field] ?? '');
      if (required === true && isShown)
        expect(readForm(kind, { ...form(), [name]: '' }).problems).toHaveProperty(name);
    }
  });

  test('no secret is in the settings', () => {
    expect(JSON.stringify(readForm(kind, { ...form(), secret: 'geheim' }).settings)).not.toContain('geheim');
  });
});

test.each([
  ['sql', { port: 'x' }, 'port', 'whole-number'],
  ['sql', { port: '70000' }, 'port', 'out-of-range'],
  ['sql', { preset: 'own', accounts: 'DROP TABLE mailbox' }, 'accounts', 'not-a-select'],
  ['csv', { path: 'customers.csv' }, 'path', 'not-absolute'],
  ['ldap', { accountsColumns: 'mail' }, 'accountsColumns', 'not-columns'],
  ['http', { url: 'ftp://x.example' }, 'url', 'not-a-url'],
  ['abusehq', { parameters: 'mail = password' }, 'parameters', 'not-assignments'],
] as const)('%s with %o: %s is %s', (kind, wrong, field, code) => {
  const { problems } = readForm(kind, { ...filled[kind], ...wrong });
  expect(problems).toMatchObject({ [field]: code });
});

test('a stored secret goes to nobody else', () => {
  const settings = (more: Record<string, string>) => readForm('sql', { ...filled.sql, ...more }).settings;
  expect(keepsSecret('sql', settings({}), settings({ timeoutSeconds: '20', preset: 'dovecot' }))).toBe(true);
  const changes: Record<string, string>[] = [
    { host: 'other.example' },
    { port: '1' },
    { username: 'x' },
    { tls: 'none' },
  ];
  for (const change of changes) expect(keepsSecret('sql', settings({}), settings(change))).toBe(false);
});
