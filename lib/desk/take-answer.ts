// A case hears of a customer's answer, by its marks or by a person who knew where it belongs: "answered" where its state
// allows that, on top of its tab, a line in its history. The account stays as it is (invariant 8).

import { changeAttention, changeCase, raiseVersion, record, type LockedCase } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import type { Tx } from '@/lib/db/sql';

export interface AnswerTaken {
  id: number;
  from: string;
  action: 'received' | 'linked';
  /** Null: its marks said so. */
  userId: number | null;
}

/** A case that has ended is not opened again by it. */
export async function takeAnswer(tx: Tx, held: LockedCase, answer: AnswerTaken, now: Date): Promise<void> {
  const step = transition(held.state, 'record-answer');
  if (step.ok) await changeCase(tx, held.id, { to: step.to });
  else await raiseVersion(tx, held.id);
  await changeAttention(tx, held.id);
  const { id: replyId, from, action, userId } = answer;
  await record(
    tx,
    held,
    userId,
    { kind: 'reply', detail: { action, replyId, from, state: held.state } },
    now,
  );
}
