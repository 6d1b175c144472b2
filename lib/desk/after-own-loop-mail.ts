// What follows the end of a report of our own feedback loop: a subscriber whose address refuses for good is suspended, so
// that we do not become a source of unwanted mail ourselves, and a person is told.

import type { Tx } from '@/lib/db/sql';
import type { MailEnd, SentMail } from '@/lib/outgoing/types';
import { countBounces } from '@/lib/own-loop/report-store';
import { lockSubscriber, saveState } from '@/lib/own-loop/subscriber-store';
import { raiseTasks } from '@/lib/tasks/store';

/** So many within a week. Fewer are a mailbox that was full for a day. */
const bouncesMost = 3;
const weekMs = 7 * 86_400_000;

export const suspensionTaskKey = (subscriberId: number) => `own-loop-suspended:${subscriberId}`;

/** True: nothing else is to be done about this end. */
export async function afterOwnLoopMail(tx: Tx, mail: SentMail, end: MailEnd, now: Date): Promise<boolean> {
  const id = mail.relatedTo?.kind === 'own-loop-subscriber' ? mail.relatedTo.id : null;
  if (id === null || (end.state !== 'bounced' && end.state !== 'failed')) return false;
  const subscriber = await lockSubscriber(tx, id);
  // Since he was resumed: what bounced before has been dealt with.
  if (subscriber === null || subscriber.state !== 'active') return true;
  const since = new Date(Math.max(now.getTime() - weekMs, subscriber.stateSince.getTime()));
  if ((await countBounces(tx, id, since)) < bouncesMost) return true;
  await saveState(tx, id, 'suspended', now);
  await tx`
    SELECT append_audit(NULL, 'own-loop-subscriber-state', ${`own-loop-subscriber:${id}`},
      ${tx.json({ from: 'active', to: 'suspended', response: end.response ?? end.status })})`;
  await raiseTasks(tx, [
    {
      kind: 'own-loop-suspended',
      key: suspensionTaskKey(id),
      audience: 'admin',
      detail: {
        subscriber: { id, name: subscriber.organisation },
        response: end.response ?? end.status,
        since: now.toISOString(),
      },
      feedbackLoopId: null,
      rawMessageId: null,
    },
  ]);
  return true;
}
