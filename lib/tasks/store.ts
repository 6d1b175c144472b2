// Writes of tasks, set-based; the partial unique index on the key decides what is one task.

import type { Tx } from '@/lib/db/sql';
import type { NewTask } from './types';

/** The detail of the open task of this key, its row locked; null where none is open. */
export async function openTaskDetail(tx: Tx, key: string): Promise<Record<string, unknown> | null> {
  const [row] = await tx<{ detail: Record<string, unknown> }[]>`
    SELECT detail FROM task WHERE key = ${key} AND done_at IS NULL FOR UPDATE`;
  return row?.detail ?? null;
}

/** How many tasks of a kind were raised since then, whatever became of them. */
export async function countRaised(tx: Tx, kind: string, since: Date): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    SELECT count(*)::int AS count FROM task WHERE kind = ${kind} AND created_at > ${since}`;
  return row?.count ?? 0;
}

/**
 * Raises the tasks. Of several with one key the last one's detail stands, and each of them counts as an occurrence; an
 * open task of that key gets the same treatment.
 */
export async function raiseTasks(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  const byKey = new Map<string, NewTask & { occurrences: number }>();
  for (const task of tasks) {
    byKey.set(task.key, { ...task, occurrences: (byKey.get(task.key)?.occurrences ?? 0) + 1 });
  }
  const rows = [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  await tx`
    INSERT INTO task (kind, key, audience, detail, feedback_loop_id, raw_message_id, occurrences)
    SELECT t.kind, t.key, t.audience, t.detail, t."feedbackLoopId", t."rawMessageId", t.occurrences
    FROM jsonb_to_recordset(${tx.json(rows as never)}::jsonb) AS t (
      kind text, key text, audience text, detail jsonb, "feedbackLoopId" int, "rawMessageId" bigint, occurrences int)
    ON CONFLICT (key) WHERE done_at IS NULL DO UPDATE SET
      detail = excluded.detail, last_at = now(), occurrences = task.occurrences + excluded.occurrences,
      raw_message_id = coalesce(excluded.raw_message_id, task.raw_message_id)`;
}
