// The form of a connector's settings, as data: one list of fields a kind, whose names are paths into the settings
// (`probe.host`). Pure; what a field means to the kind is checked by the kind's own schema.

import type { z } from 'zod';
import type { MeasureKind } from '@/lib/containment/types';

export interface ConnectorField {
  /** Path in the settings; of a secret its name among the secrets. */
  name: string;
  type: 'text' | 'number' | 'code' | 'choice' | 'checkbox' | 'lines' | 'secret';
  choices?: readonly string[];
  /** What stands in a new form. */
  initial?: string;
  required?: boolean;
  /** Fields that belong together stand together under their words; the others come first. */
  group?: 'own' | 'dovecot' | 'probe' | 'signIn';
  /** Shown only while another field, a choice, has one of these values; what is not shown is empty. */
  when?: { field: string; is: readonly string[] };
  /** A stored secret was given for this value: with another one it has to be entered again. */
  bindsSecret?: boolean;
}

export interface ConnectorForm {
  /** As rows of `connector` name it. */
  kind: string;
  fields: readonly ConnectorField[];
  schema: z.ZodType<Record<string, unknown>>;
  /** What the kind can do with the right settings. */
  possible: readonly MeasureKind[];
  /** What a new form has ticked: what the kind can do without further settings. */
  ticked: readonly MeasureKind[];
  /** What a connector with these settings can do. */
  measuresOf(settings: Record<string, unknown>): readonly MeasureKind[];
}

/** Field name → what stands in it; a checkbox is `true` or `false`. */
export type FormValues = Record<string, string>;

/** Where Postfix can be asked by XCLIENT; all empty: nowhere. */
export const probeFields: readonly ConnectorField[] = [
  { name: 'probe.host', group: 'probe', type: 'text' },
  { name: 'probe.port', group: 'probe', type: 'number' },
  { name: 'probe.recipient', group: 'probe', type: 'text' },
  { name: 'probe.clientAddress', group: 'probe', type: 'text' },
];

/** Where a canary tries whether it can sign in and send; all empty: nowhere. */
export const signInFields: readonly ConnectorField[] = [
  { name: 'signIn.host', group: 'signIn', type: 'text' },
  { name: 'signIn.port', group: 'signIn', type: 'number' },
  { name: 'signIn.recipient', group: 'signIn', type: 'text' },
];

/** Groups that are absent as a whole when nothing is entered. */
const optionalGroups: ReadonlySet<string> = new Set(['probe', 'signIn']);

/** Settings as the form's fields show them; secrets are never among them. */
export function valuesOf(
  fields: readonly ConnectorField[],
  settings: Record<string, unknown> | null,
): FormValues {
  const entries = fields
    .filter(({ type }) => type !== 'secret')
    .map(({ name, initial }): [string, string] => [
      name,
      settings === null ? (initial ?? '') : textOf(at(settings, name)),
    ]);
  return Object.fromEntries(entries);
}

/** What the form's fields say, in the shape of the settings; not checked yet. */
export function settingsFrom(fields: readonly ConnectorField[], values: FormValues): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const field of fields) {
    if (field.type === 'secret') continue;
    const [group, name] = split(field.name);
    const value = read(field, (values[field.name] ?? '').trim());
    if (name === null) settings[group] = value;
    else if (value !== '' || optionalGroups.has(group)) {
      settings[group] = { ...(settings[group] as Record<string, unknown> | undefined), [name]: value };
    } else settings[group] ??= {};
  }
  for (const group of optionalGroups) {
    const inside = settings[group];
    if (inside !== undefined && Object.values(inside as object).every((one) => one === ''))
      settings[group] = null;
  }
  return settings;
}

/** Whether a field is to be seen with these values. */
export function isShown({ when }: ConnectorField, values: FormValues): boolean {
  return when === undefined || when.is.includes(values[when.field] ?? '');
}

/** Field name → code, for what the schema found. */
export function problemsOf(fields: readonly ConnectorField[], error: z.ZodError): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const { path, message } of error.issues) {
    const whole = path.join('.');
    const field = fields.find(({ name }) => name === whole || whole.startsWith(`${name}.`));
    const name =
      field?.name ?? fields.find((one) => one.name.startsWith(`${String(path[0])}.`))?.name ?? whole;
    problems[name] ??= /^[a-z][a-z-]*$/.test(message) ? message : 'invalid';
  }
  return problems;
}

function read({ type }: ConnectorField, text: string): unknown {
  if (type === 'number') return text === '' ? '' : Number(text);
  if (type === 'checkbox') return text === 'true';
  if (type === 'lines')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return text;
}

function split(path: string): [string, string | null] {
  const dot = path.indexOf('.');
  return dot < 0 ? [path, null] : [path.slice(0, dot), path.slice(dot + 1)];
}

function at(settings: Record<string, unknown>, path: string): unknown {
  const [group, name] = split(path);
  const value = settings[group];
  if (name === null) return value;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join('\n');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
