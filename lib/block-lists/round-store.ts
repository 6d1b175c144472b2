// Writes of the worker: how far a list's round is, and what is to be thought of the list.

import type { Sql, Tx } from '@/lib/db/sql';
import type { Belief } from './ask-list';
import { listColumns, listRow, type ListRow } from './list-row';

/** The active lists whose time has come, the longest waiting first. */
export async function dueLists(pool: Sql, now: Date): Promise<ListRow[]> {
  const rows = await pool.unsafe<ListRow[]>(
    `SELECT ${listColumns} FROM block_list WHERE active AND next_at <= $1 ORDER BY next_at, id LIMIT 20`,
    [now.toISOString()],
  );
  return rows.map(listRow);
}

/** Locks the list if it still is as it was asked by; null where somebody changed it or turned it off meanwhile. */
export async function lockListAsAsked(tx: Tx, asked: ListRow): Promise<ListRow | null> {
  const [row] = await tx.unsafe<ListRow[]>(`SELECT ${listColumns} FROM block_list WHERE id = $1 FOR UPDATE`, [
    asked.id,
  ]);
  if (row === undefined || !row.active || row.updatedAt.getTime() !== asked.updatedAt.getTime()) return null;
  return listRow(row);
}

/** What is thought of the list now; `since` moves where the state is another one. */
export async function saveBelief(tx: Tx, id: number, belief: Belief, now: Date): Promise<void> {
  const detail = belief.detail === null ? null : tx.json(belief.detail);
  await tx`
    UPDATE block_list SET state = ${belief.state}, state_detail = ${detail},
      state_since = CASE WHEN state = ${belief.state} THEN state_since ELSE ${now} END WHERE id = ${id}`;
}

/** The list is left alone until then; its round goes on where it was. */
export async function putOff(tx: Tx, id: number, until: Date): Promise<void> {
  await tx`UPDATE block_list SET next_at = ${until} WHERE id = ${id}`;
}

export interface Progress {
  began: Date;
  /** The last subject asked; null: the round is over. */
  position: string | null;
  checked: number;
  unknown: number;
  nextAt: Date;
}

/** How far the round is; one that is over becomes the last round. */
export async function saveProgress(tx: Tx, id: number, progress: Progress, now: Date): Promise<void> {
  const { began, position, checked, unknown, nextAt } = progress;
  if (position !== null) {
    await tx`
      UPDATE block_list SET round_began_at = ${began}, round_position = ${position}, round_checked = ${checked},
        round_unknown = ${unknown}, next_at = ${nextAt} WHERE id = ${id}`;
    return;
  }
  await tx`
    UPDATE block_list SET round_began_at = NULL, round_position = NULL, round_checked = 0, round_unknown = 0,
      last_round_at = ${now}, last_checked = ${checked}, last_unknown = ${unknown}, next_at = ${nextAt}
    WHERE id = ${id}`;
}
