// The second person agrees to a purge; the database refuses the one who wanted it. It begins ten seconds later.

import { raiseVersion, record } from '@/lib/cases/decide-store';
import { approveQueueOrder as approve, lockQueueOrder } from '@/lib/containment/queue-order-store';
import { sql } from '@/lib/db/sql';
import { withdrawSeconds } from '@/lib/notices/outbox';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, refused, type Outcome } from './outcome';

type Code = DecisionCode | 'same-person' | 'nothing-new';

/** Agrees to a purge. */
export function approveQueueOrder(
  input: DecisionInput & { orderId: number },
  now = new Date(),
): Promise<Outcome<null, Code>> {
  return sql().begin(async (tx): Promise<Outcome<null, Code>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const order = await lockQueueOrder(tx, input.orderId, held.id);
    if (order === null) return refused('nothing-new');
    if (order.wantedById === input.userId) return refused('same-person');
    const dueAt = new Date(now.getTime() + withdrawSeconds * 1_000);
    if (!(await approve(tx, order.id, input.userId, dueAt, now))) return refused('nothing-new');
    await raiseVersion(tx, held.id);
    const { action, id: orderId, mails } = order;
    const detail = { action: 'approved', order: action, orderId, mails, code: null, note: null } as const;
    await record(tx, held, input.userId, { kind: 'queue', detail }, now);
    return done(null);
  }) as Promise<Outcome<null, Code>>;
}
