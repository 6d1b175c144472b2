// Use case: an administrator sets a connector up or changes its settings. Secret fields are sealed and never shown again;
// a stored one stays only with the place that it was given for.

import { formFor } from '@/lib/connectors/registry';
import {
  problemsOf,
  settingsFrom,
  valuesOf,
  type ConnectorForm,
  type FormValues,
} from '@/lib/connectors/form';
import { findConnector, type ConnectorView } from '@/lib/containment/connector-queries';
import {
  lockConnector,
  writeConnector,
  writeConnectorSecret,
} from '@/lib/containment/connector-settings-store';
import type { MeasureKind } from '@/lib/containment/types';
import { sql, type Tx } from '@/lib/db/sql';
import { connectorSecretPlace, seal } from '@/lib/secrets/seal';
import { storedSecrets } from './connector-secrets';
import { done, refused, refusedField, type Outcome } from './outcome';
import { isUniqueViolation } from './unique-violation';

export interface SaveConnectorInput {
  /** Null: a new one. */
  id: number | null;
  /** `version` of the form's read; null for a new one. */
  version: string | null;
  kind: string;
  name: string;
  measures: MeasureKind[];
  canaryLogin: string;
  values: FormValues;
}

export interface CheckedConnector {
  form: ConnectorForm;
  settings: Record<string, unknown>;
  /** The secrets that were entered. */
  entered: Record<string, string>;
  /** What is stored may stay for the secrets that were not entered. */
  keepsSecret: boolean;
}

/** Expected errors: `not-found`, `stale`, `fields`. Answers the connector's id. */
export async function saveConnector(
  input: SaveConnectorInput,
  admin: { id: number },
): Promise<Outcome<{ id: number }>> {
  const before = input.id === null ? null : await findConnector(input.id);
  if (input.id !== null && before === null) return refused('not-found');
  const checked = checkConnector(input, before);
  if (!checked.ok) return checked;
  if (input.name.trim() === '') return refusedField('name', 'required');
  if (input.measures.length === 0) return refusedField('measures', 'measure-needed');
  const can = checked.data.form.measuresOf(checked.data.settings);
  if (input.measures.some((kind) => !can.includes(kind)))
    return refusedField('measures', 'measure-not-offered');
  try {
    return (await sql().begin((tx) => write(tx, input, checked.data, admin.id))) as Outcome<{ id: number }>;
  } catch (error) {
    if (isUniqueViolation(error)) return refusedField('name', 'name-taken');
    throw error;
  }
}

/** Reads the form by the kind's own rules; for saving and for the test. */
export function checkConnector(
  { kind, values }: Pick<SaveConnectorInput, 'kind' | 'values'>,
  before: ConnectorView | null,
): Outcome<CheckedConnector> {
  const form = formFor(before?.kind ?? kind);
  if (form === null) return refusedField('kind', 'invalid');
  const parsed = form.schema.safeParse(settingsFrom(form.fields, values));
  if (!parsed.success) return refused('fields', { fields: problemsOf(form.fields, parsed.error) });
  const secrets = form.fields.filter(({ type }) => type === 'secret');
  const entered = Object.fromEntries(
    secrets
      .map(({ name }): [string, string] => [name, values[name] ?? ''])
      .filter(([, value]) => value !== ''),
  );
  const keepsSecret = before !== null && before.hasSecret && isSamePlace(form, before, parsed.data);
  const missing = secrets.find(
    ({ name, required }) => required === true && !(name in entered) && !keepsSecret,
  );
  if (missing !== undefined)
    return refusedField(missing.name, before?.hasSecret ? 'secret-again' : 'required');
  return done({ form, settings: parsed.data, entered, keepsSecret });
}

function isSamePlace(
  { fields }: ConnectorForm,
  before: ConnectorView,
  after: Record<string, unknown>,
): boolean {
  const [was, is] = [valuesOf(fields, before.settings), valuesOf(fields, after)];
  return fields.every(({ name, bindsSecret }) => bindsSecret !== true || was[name] === is[name]);
}

async function write(
  tx: Tx,
  input: SaveConnectorInput,
  { form, settings, entered, keepsSecret }: CheckedConnector,
  adminId: number,
): Promise<Outcome<{ id: number }>> {
  const { id, version, measures } = input;
  if (id !== null && !(await lockConnector(tx, id))) return refused('not-found');
  const seen = id === null ? null : await findConnector(id);
  if (id !== null && seen?.version !== version) return refused('stale');
  const name = input.name.trim();
  const canaryLogin = input.canaryLogin.trim().toLowerCase() || null;
  const written = await writeConnector(tx, id, { name, kind: form.kind, measures, settings, canaryLogin });
  if (Object.keys(entered).length > 0) {
    const all = { ...(keepsSecret ? await storedSecrets(tx, written) : {}), ...entered };
    await writeConnectorSecret(tx, written, seal(JSON.stringify(all), connectorSecretPlace(written)));
  } else if (!keepsSecret) await writeConnectorSecret(tx, written, null);
  const before = seen === null ? null : auditedOf(seen);
  const after = auditedOf({ name, kind: form.kind, measures, canaryLogin, settings });
  const detail = { ...after, secrets: Object.keys(entered), before };
  const action = id === null ? 'connector-added' : 'connector-changed';
  await tx`SELECT append_audit(${adminId}, ${action}, ${`connector:${written}`}, ${tx.json(detail as never)})`;
  return done({ id: written });
}

/** What the audit trail keeps of a connector; secrets are no part of its settings. */
const auditedOf = ({ name, kind, measures, canaryLogin, settings }: Audited): Audited => ({
  ...{ name, kind, measures, canaryLogin, settings },
});

type Audited = Pick<ConnectorView, 'name' | 'kind' | 'measures' | 'canaryLogin' | 'settings'>;
