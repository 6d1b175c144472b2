// What follows where a self-check does not arrive: a task that says which address, since when, and what the mail server
// said. It ends with the next one that arrives.

import type { Tx } from '@/lib/db/sql';
import { markRefused, type MissedCheck } from '@/lib/feedback-loops/self-check-store';
import type { MailEnd, SentMail } from '@/lib/outgoing/types';
import { raiseTasks } from '@/lib/tasks/store';

export const selfCheckTaskKey = (loopId: number) => `loop-self-check:${loopId}`;

/** What `outgoing_mail` of a self-check is about. */
export const SELF_CHECK_KIND = 'loop-self-check';

/**
 * A check that the server refused, or that came back, need not be waited for. What else becomes of it its arrival tells,
 * or its absence.
 */
export async function afterSelfCheck(tx: Tx, mail: SentMail, end: MailEnd, now: Date): Promise<boolean> {
  if (mail.relatedTo?.kind !== SELF_CHECK_KIND) return false;
  const isRefused = end.state === 'failed' || end.state === 'bounced';
  const check = isRefused ? await markRefused(tx, mail.relatedTo.id, now) : null;
  if (check !== null) await raiseMissed(tx, check, end.response ?? end.status);
  return true;
}

/** Tells that a check is missing. */
export async function raiseMissed(tx: Tx, check: MissedCheck, response: string | null): Promise<void> {
  await raiseTasks(tx, [
    {
      kind: 'loop-self-check',
      key: selfCheckTaskKey(check.loopId),
      audience: 'admin',
      detail: { loop: check.name, to: check.address, since: check.sentAt.toISOString(), response },
      feedbackLoopId: check.loopId,
      rawMessageId: null,
    },
  ]);
}
