// Writes of lists, as administrators save them.

import type { Tx } from '@/lib/db/sql';
import { listColumns, listRow, type ListRow } from './list-row';
import type { ListBody } from './types';

/** The list, locked until the transaction ends; null where there is none. */
export async function lockList(tx: Tx, id: number): Promise<ListRow | null> {
  const [row] = await tx.unsafe<ListRow[]>(`SELECT ${listColumns} FROM block_list WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  return row === undefined ? null : listRow(row);
}

/** Which of name and zone another list has already; null: neither. */
export async function takenBy(
  tx: Tx,
  { name, zone }: Pick<ListBody, 'name' | 'zone'>,
  id: number | null,
): Promise<'name' | 'zone' | null> {
  await tx`SELECT pg_advisory_xact_lock(hashtext('block-lists'))`;
  const rows = await tx<{ name: string }[]>`
    SELECT name FROM block_list WHERE (name = ${name} OR zone = ${zone}) AND id IS DISTINCT FROM ${id}`;
  if (rows.length === 0) return null;
  return rows.some((row) => row.name === name) ? 'name' : 'zone';
}

const valuesOf = (tx: Tx, body: ListBody) => ({
  name: body.name,
  zone: body.zone,
  subjects: body.subjects,
  codes: tx.json(body.codes as never),
  is_bitmask: body.isBitmask,
  test_domain: body.testDomain,
  lookup_url: body.lookupUrl,
  steps: body.steps,
  note: body.note,
  queries_per_minute: body.queriesPerMinute,
  interval_minutes: body.intervalMinutes,
  active: body.active,
});

export async function insertList(tx: Tx, body: ListBody): Promise<number> {
  const [row] = await tx<{ id: number }[]>`INSERT INTO block_list ${tx(valuesOf(tx, body))} RETURNING id`;
  if (row === undefined) throw new Error('a block list was not written');
  return row.id;
}

/** Saves it; it is tested anew and its round begins anew, since what was asked may mean something else now. */
export async function updateList(tx: Tx, id: number, body: ListBody): Promise<void> {
  await tx`
    UPDATE block_list SET ${tx(valuesOf(tx, body))}, state = 'untested', state_detail = NULL, state_since = now(),
      round_began_at = NULL, round_position = NULL, round_checked = 0, round_unknown = 0, next_at = now(),
      updated_at = clock_timestamp() WHERE id = ${id}`;
}

/** Deletes a list that never listed anything; false where it has listings, also ended ones. */
export async function deleteList(tx: Tx, id: number): Promise<boolean> {
  const rows = await tx`
    DELETE FROM block_list WHERE id = ${id}
      AND NOT EXISTS (SELECT FROM block_listing WHERE block_list_id = ${id}) RETURNING id`;
  return rows.length > 0;
}
