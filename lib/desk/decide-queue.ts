// A person says what becomes of held mail: delivered, returned to its sender, purged, or left to others. What goes out leaves
// ten seconds later, so that it can be taken back; a purge waits for a second person before. Only what the page showed
// is meant: mail that came since is not among it.

import { changeAttention, raiseVersion, record } from '@/lib/cases/decide-store';
import { insertQueueOrder } from '@/lib/containment/queue-order-store';
import type { QueueChoice } from '@/lib/containment/queue-rows';
import { isQueueHeld } from '@/lib/containment/queue-store';
import type { QueueAction } from '@/lib/containment/queue-types';
import { sql } from '@/lib/db/sql';
import { withdrawSeconds } from '@/lib/notices/outbox';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface DecideQueueInput extends DecisionInput {
  action: QueueAction;
  connectorId: number;
  clusters: QueueChoice['clusters'];
  upTo: number;
  reason: string | null;
}

export type DecideQueueCode = DecisionCode | 'hold-in-force' | 'nothing-left';

/** Takes the order into the books. Expected errors come back as values and change nothing. */
export function decideQueue(
  input: DecideQueueInput,
  now = new Date(),
): Promise<Outcome<{ orderId: number; mails: number }, DecideQueueCode>> {
  const { action, reason } = input;
  return sql().begin(async (tx): Promise<Outcome<{ orderId: number; mails: number }, DecideQueueCode>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    if ((action === 'purge' || action === 'leave') && reason === null)
      return refusedField('reason', 'reason-needed');
    const { connectorId, clusters, upTo, caseId, userId: wantedById } = input;
    const choice = { connectorId, accountId: held.accountId, clusters, upTo };
    // It would be held again at once.
    if (action === 'deliver' && (await isQueueHeld(tx, choice))) return refused('hold-in-force');
    const dueAt = new Date(now.getTime() + withdrawSeconds * 1_000);
    const standing = {
      deliver: { state: 'due', dueAt },
      return: { state: 'due', dueAt },
      purge: { state: 'second-person', dueAt: null },
      leave: { state: 'done', dueAt: null },
    } as const;
    const order = { ...choice, caseId, action, reason, wantedById, ...standing[action] };
    const written = await insertQueueOrder(tx, order, choice, now);
    if (written === null) return refused('nothing-left');
    await raiseVersion(tx, held.id);
    await changeAttention(tx, held.id);
    const detail = {
      action: 'wanted',
      order: action,
      orderId: written.id,
      mails: written.mails,
      code: null,
      note: reason,
    } as const;
    await record(tx, held, wantedById, { kind: 'queue', detail }, now);
    return done({ orderId: written.id, mails: written.mails });
  }) as Promise<Outcome<{ orderId: number; mails: number }, DecideQueueCode>>;
}
