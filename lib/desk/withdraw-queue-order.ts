// A person takes an order about held mail back before it has begun: the mail stays on hold.

import { changeAttention, lockCase, raiseVersion, record } from '@/lib/cases/decide-store';
import { lockQueueOrder, withdrawQueueOrder as withdraw } from '@/lib/containment/queue-order-store';
import { sql } from '@/lib/db/sql';
import { done, refused, type Outcome } from './outcome';

/** `order-begun` where it has begun, or is over. Asks for no version: taking back must not lose the ten seconds. */
export function withdrawQueueOrder(
  input: { caseId: number; orderId: number; userId: number },
  now = new Date(),
): Promise<Outcome<null, 'not-found' | 'order-begun'>> {
  return sql().begin(async (tx): Promise<Outcome<null, 'not-found' | 'order-begun'>> => {
    const held = await lockCase(tx, input.caseId);
    const order = held === null ? null : await lockQueueOrder(tx, input.orderId, held.id);
    if (held === null || order === null) return refused('not-found');
    if (!(await withdraw(tx, order.id, now))) return refused('order-begun');
    await raiseVersion(tx, held.id);
    await changeAttention(tx, held.id);
    const { action, id: orderId, mails } = order;
    const detail = { action: 'withdrawn', order: action, orderId, mails, code: null, note: null } as const;
    await record(tx, held, input.userId, { kind: 'queue', detail }, now);
    return done(null);
  }) as Promise<Outcome<null, 'not-found' | 'order-begun'>>;
}
