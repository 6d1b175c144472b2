// Ending a task: the row is locked first, so that of two people one ends it and the other learns who did.

import type { Tx } from '@/lib/db/sql';
import type { TaskAudience, TaskKind } from './types';

export interface LockedTask {
  id: number;
  kind: TaskKind;
  audience: TaskAudience;
  /** Set where somebody has already ended it. */
  doneAt: Date | null;
  doneBy: string | null;
}

/** Locks the task until the transaction ends; null where there is none. */
export async function lockTask(tx: Tx, id: number): Promise<LockedTask | null> {
  const [row] = await tx<LockedTask[]>`
    SELECT t.id, t.kind, t.audience, t.done_at AS "doneAt", u.name AS "doneBy"
    FROM task t LEFT JOIN app_user u ON u.id = t.done_by_id WHERE t.id = ${id} FOR UPDATE OF t`;
  return row ?? null;
}

/** Writes who ended it, with what remark. */
export async function endTask(tx: Tx, id: number, userId: number, note: string | null): Promise<void> {
  await tx`UPDATE task SET done_at = now(), done_by_id = ${userId}, done_note = ${note} WHERE id = ${id}`;
}

/** Ends the open tasks about a restricted mail. */
export async function endRestrictedTasks(tx: Tx, rawMessageId: number, userId: number): Promise<void> {
  await tx`
    UPDATE task SET done_at = now(), done_by_id = ${userId}
    WHERE raw_message_id = ${rawMessageId} AND audience = 'restricted' AND done_at IS NULL`;
}

/** Ends all open tasks of a feedback loop: it has ended. */
export async function endTasksOfLoop(tx: Tx, loopId: number, userId: number): Promise<void> {
  await tx`
    UPDATE task SET done_at = now(), done_by_id = ${userId} WHERE feedback_loop_id = ${loopId} AND done_at IS NULL`;
}

/** Ends the open tasks of a kind but those of these keys: what they were raised for is over. */
export async function endTasksBut(tx: Tx, kind: TaskKind, keys: readonly string[]): Promise<void> {
  await tx`
    UPDATE task SET done_at = now() WHERE kind = ${kind} AND done_at IS NULL AND key <> ALL (${[...keys]}::text[])`;
}

/** Those of these keys whose task a person ended since then, and not what it asked for. */
export async function recentlyEndedByHand(
  tx: Tx,
  keys: readonly string[],
  since: Date,
): Promise<Set<string>> {
  const rows = await tx<{ key: string }[]>`
    SELECT DISTINCT key FROM task
    WHERE key = ANY (${[...keys]}::text[]) AND done_at > ${since} AND done_by_id IS NOT NULL`;
  return new Set(rows.map(({ key }) => key));
}

/** Ends the open task of this key, where there is one: what it asked for was done where it belongs. Null: it ended itself. */
export async function endTaskOf(tx: Tx, key: string, userId: number | null): Promise<void> {
  await tx`UPDATE task SET done_at = now(), done_by_id = ${userId} WHERE key = ${key} AND done_at IS NULL`;
}
