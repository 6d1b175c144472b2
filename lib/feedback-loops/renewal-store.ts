// Subscriptions whose fee or membership runs out: one task a date, thirty days before, for the administrators.

import type { Tx } from '@/lib/db/sql';
import { raiseTasks } from '@/lib/tasks/store';

/** Time enough to ask whoever pays. */
const DAYS_BEFORE = 30;

/** The key of a loop's renewal task. */
export const renewalKey = (loopId: number): string => `loop-renewal:${loopId}`;

/** Raises the tasks that are due; returns how many. A date is asked about once, also where somebody ended its task early. */
export async function raiseRenewals(tx: Tx, now: Date): Promise<number> {
  const today = now.toISOString().slice(0, 10);
  const due = await tx<{ id: number; name: string; day: string; fee: string | null }[]>`
    UPDATE feedback_loop SET renewal_raised_for = renews_on
    WHERE renews_on <= ${today}::date + ${DAYS_BEFORE}::int AND renewal_raised_for IS DISTINCT FROM renews_on
      AND state <> 'ended'
    RETURNING id, name, renews_on::text AS day, fee`;
  await raiseTasks(
    tx,
    due.map(({ id, name, day, fee }) => ({
      kind: 'loop-renewal' as const,
      key: renewalKey(id),
      audience: 'admin' as const,
      detail: { loop: name, day, fee },
      feedbackLoopId: id,
      rawMessageId: null,
    })),
  );
  return due.length;
}
