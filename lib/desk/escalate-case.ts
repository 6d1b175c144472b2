// A customer who does not answer mails is called: the case stands on top and the team has the task, with the number.

import { changeAttention, raiseVersion, record, type LockedCase } from '@/lib/cases/decide-store';
import type { Tx } from '@/lib/db/sql';
import { phoneOf } from '@/lib/notices/choose-contact';
import { loadNoticeCase } from '@/lib/notices/fact-queries';
import { followUpTasks, takeFollowUp, type NewFollowUp } from '@/lib/notices/schedule-store';
import { raiseTasks } from '@/lib/tasks/store';
import { customerCards } from './customer-cards';

/** Once for each notice; false where it was done. The caller holds the case. */
export async function escalateCase(
  tx: Tx,
  held: LockedCase,
  step: Omit<NewFollowUp, 'kind'>,
  now: Date,
): Promise<boolean> {
  if (!(await takeFollowUp(tx, { ...step, kind: 'escalated' }, now))) return false;
  const found = await loadNoticeCase(tx, held.id);
  if (found === null) throw new Error(`case ${held.id} vanished while it was locked`);
  const { customer, account } = found;
  const card = customer === null ? null : ((await customerCards(tx, [customer.id])).get(customer.id) ?? null);
  await raiseTasks(tx, [
    {
      kind: 'no-answer',
      key: followUpTasks.escalation(held.id),
      audience: 'all',
      detail: { case: held.number, accounts: [account.login], phone: phoneOf(card) },
      feedbackLoopId: null,
      rawMessageId: null,
    },
  ]);
  await changeAttention(tx, held.id);
  await raiseVersion(tx, held.id);
  await record(tx, held, null, { kind: 'follow-up', detail: { action: 'escalated' } }, now);
  return true;
}
