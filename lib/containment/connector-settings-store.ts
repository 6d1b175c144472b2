// Writes of a connector's settings.

import type { Tx } from '@/lib/db/sql';
import type { MeasureKind } from './types';

export interface ConnectorSettingsRow {
  name: string;
  kind: string;
  measures: readonly MeasureKind[];
  settings: Record<string, unknown>;
  canaryLogin: string | null;
}

/** Locks a connector's row; false where it is gone. */
export async function lockConnector(tx: Tx, id: number): Promise<boolean> {
  const rows = await tx`SELECT 1 FROM connector WHERE id = ${id} FOR UPDATE`;
  return rows.length > 0;
}

/** Adds a connector, or changes the one with this id; its kind stays. Answers its id. */
export async function writeConnector(tx: Tx, id: number | null, row: ConnectorSettingsRow): Promise<number> {
  const settings = tx.json(row.settings as never);
  const measures = [...row.measures];
  const [written] =
    id === null
      ? await tx<{ id: number }[]>`
          INSERT INTO connector (name, kind, measures, settings, canary_login)
          VALUES (${row.name}, ${row.kind}, ${measures}, ${settings}, ${row.canaryLogin}) RETURNING id`
      : await tx<{ id: number }[]>`
          UPDATE connector SET name = ${row.name}, measures = ${measures}, settings = ${settings},
            canary_login = ${row.canaryLogin}, canary_at = NULL, canary_result = NULL
          WHERE id = ${id} RETURNING id`;
  if (written === undefined) throw new Error(`connector ${id ?? 'new'} vanished while it was locked`);
  return written.id;
}

/** The secret fields, sealed; null takes them away. */
export async function writeConnectorSecret(tx: Tx, id: number, sealed: Uint8Array | null): Promise<void> {
  await tx`UPDATE connector SET secret_sealed = ${sealed === null ? null : Buffer.from(sealed)} WHERE id = ${id}`;
}

/** Pauses a connector or lets it act again; false where it is so already. */
export async function setActive(tx: Tx, id: number, active: boolean): Promise<boolean> {
  const rows =
    await tx`UPDATE connector SET active = ${active} WHERE id = ${id} AND active <> ${active} RETURNING 1`;
  if (rows.length > 0) await tx`SELECT pg_notify('measure', '')`;
  return rows.length > 0;
}
