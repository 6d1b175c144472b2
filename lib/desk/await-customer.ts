// A notice is out: now the case waits for the customer, unless they answered while it was on its way.

import { changeCase, raiseVersion, type LockedCase } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import type { Tx } from '@/lib/db/sql';
import { hasAnswerSince, type NoticeRow } from '@/lib/notices/queries';
import { asksCustomer, noticeKinds } from '@/lib/notices/types';

/** Moves the case on where the notice asks something of the customer; raises its version in any case. */
export async function awaitCustomer(
  tx: Tx,
  held: LockedCase,
  notice: Pick<NoticeRow, 'kind' | 'createdAt'>,
  now: Date,
): Promise<void> {
  const kind = noticeKinds.find((one) => one === notice.kind);
  const step = transition(held.state, 'notify');
  const asks = kind === undefined ? notice.kind === 'answer' : asksCustomer(kind);
  const isAnswered = held.state === 'answered' && (await hasAnswerSince(tx, held.id, notice.createdAt, now));
  if (asks && step.ok && !isAnswered) await changeCase(tx, held.id, { to: step.to });
  else await raiseVersion(tx, held.id);
}
