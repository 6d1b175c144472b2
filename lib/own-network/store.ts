// Writes of the screen "Own network". Authserv-ids are one setting, the other kinds are rows.

import type { Sql, Tx } from '@/lib/db/sql';
import type { OwnKind } from './types';

const SETTING = 'authserv-ids';

export interface NewEntry {
  kind: OwnKind;
  value: string;
  note: string | null;
}

/** The authserv-ids that the screen stored. */
export async function readAuthservIds(db: Sql | Tx): Promise<string[]> {
  const [row] = await db<{ value: unknown }[]>`SELECT value FROM setting WHERE key = ${SETTING}`;
  return Array.isArray(row?.value) ? row.value.filter((value) => typeof value === 'string') : [];
}

/** Adds entries; returns those that were not there already. */
export async function insertOwnEntries(tx: Tx, entries: readonly NewEntry[]): Promise<NewEntry[]> {
  const ids = entries.filter(({ kind }) => kind === 'authserv-id');
  const rows = entries.filter(({ kind }) => kind !== 'authserv-id');
  const added = await tx<NewEntry[]>`
    INSERT INTO own_resource (kind, value, note)
    SELECT kind, value, note FROM jsonb_to_recordset(${tx.json(rows as never)}::jsonb) AS r (kind text, value text, note text)
    ON CONFLICT (kind, value) DO NOTHING RETURNING kind, value, note`;
  if (ids.length === 0) return [...added];
  const changed = await changeAuthservIds(tx, (known) => [
    ...new Set([...known, ...ids.map(({ value }) => value)]),
  ]);
  return [...added, ...changed.added.map((value) => ({ kind: 'authserv-id' as const, value, note: null }))];
}

/** Removes an entry; false where it is gone already. */
export async function deleteOwnEntry(tx: Tx, kind: OwnKind, value: string): Promise<boolean> {
  if (kind === 'authserv-id') {
    const { removed } = await changeAuthservIds(tx, (known) => known.filter((id) => id !== value));
    return removed.length > 0;
  }
  const gone = await tx`DELETE FROM own_resource WHERE kind = ${kind} AND value = ${value} RETURNING 1`;
  return gone.length > 0;
}

// Two administrators at once: the second waits for the first and works on what it left.
async function changeAuthservIds(
  tx: Tx,
  change: (ids: string[]) => string[],
): Promise<{ added: string[]; removed: string[] }> {
  await tx`SELECT pg_advisory_xact_lock(hashtext(${SETTING}))`;
  const before = await readAuthservIds(tx);
  const next = change(before).sort();
  const added = next.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !next.includes(id));
  if (added.length + removed.length > 0)
    await tx`
      INSERT INTO setting (key, value, updated_at) VALUES (${SETTING}, ${tx.json(next)}, now())
      ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`;
  return { added, removed };
}
