// Writes of the schedule: what it did about a notice, once for each step, and what people say to that.

import type { Sql, Tx } from '@/lib/db/sql';
import type { DoneStep } from './schedule';

export interface NewFollowUp {
  noticeId: number;
  step: number;
  caseId: number;
  kind: DoneStep['kind'];
}

/** Takes the step; false where somebody has. The row and what it stands for are written in one transaction. */
export async function takeFollowUp(tx: Tx, one: NewFollowUp, now: Date): Promise<boolean> {
  const rows = await tx`
    INSERT INTO follow_up (notice_id, step, case_id, kind, at)
    VALUES (${one.noticeId}, ${one.step}, ${one.caseId}, ${one.kind}, ${now})
    ON CONFLICT (notice_id, step) DO NOTHING RETURNING 1`;
  return rows.length > 0;
}

/** Somebody took the case up that was handed over; false where there was nothing to take up. */
export async function markEscalationSeen(
  tx: Tx,
  caseId: number,
  userId: number | null,
  now: Date,
): Promise<boolean> {
  const rows = await tx`
    UPDATE follow_up SET seen_at = ${now}, seen_by_id = ${userId}
    WHERE case_id = ${caseId} AND step = 0 AND seen_at IS NULL RETURNING 1`;
  return rows.length > 0;
}

/** Stops the reminders of a case, or lets them go on; false where they stand so. */
export async function stopReminders(
  tx: Tx,
  caseId: number,
  stoppedBy: { userId: number; at: Date } | null,
): Promise<boolean> {
  const rows = await tx`
    UPDATE "case" SET reminders_stopped_at = ${stoppedBy?.at ?? null}, reminders_stopped_by_id = ${stoppedBy?.userId ?? null}
    WHERE id = ${caseId} AND (reminders_stopped_at IS NULL) = ${stoppedBy !== null} RETURNING 1`;
  return rows.length > 0;
}

/** Keys of the tasks that the schedule raises about a case. */
export const followUpTasks = {
  reminder: (caseId: number) => `reminder-due:${caseId}`,
  escalation: (caseId: number) => `no-answer:${caseId}`,
} as const;

/** Ends open tasks of the schedule by their keys and returns how many; `userId` null: they have become pointless. */
export async function endFollowUpTasks(
  tx: Tx,
  keys: string[],
  userId: number | null,
  now: Date,
): Promise<number> {
  const rows = await tx`
    UPDATE task SET done_at = ${now}, done_by_id = ${userId} WHERE key = ANY(${keys}) AND done_at IS NULL RETURNING 1`;
  return rows.length;
}

/** Cases about which the schedule still wants something of a person. */
export async function listWanting(sql: Sql): Promise<number[]> {
  const rows = await sql<{ caseId: number }[]>`
    SELECT case_id AS "caseId" FROM follow_up WHERE step = 0 AND seen_at IS NULL
    UNION
    SELECT split_part(key, ':', 2)::int FROM task WHERE done_at IS NULL AND kind IN ('reminder-due', 'no-answer')`;
  return rows.map(({ caseId }) => caseId);
}
