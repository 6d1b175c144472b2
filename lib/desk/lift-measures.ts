// A person wants measures to end, one or all of an account's. The worker restores what was there before, where what is
// there now is still ours, and proves that sending works.

import { record } from '@/lib/cases/decide-store';
import { lockMeasuresInForce } from '@/lib/containment/order-store';
import { wantLifted } from '@/lib/containment/store';
import { sql } from '@/lib/db/sql';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, refused, type Outcome } from './outcome';

/** Asks for the end of these measures of the case's account; `nothing-new` where none of them is in force. */
export function liftMeasures(
  input: DecisionInput & { measureIds: number[]; note: string | null },
): Promise<Outcome<{ lifted: number[] }, DecisionCode | 'nothing-new'>> {
  return sql().begin(async (tx): Promise<Outcome<{ lifted: number[] }, DecisionCode | 'nothing-new'>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const now = new Date();
    const inForce = await lockMeasuresInForce(tx, held.accountId);
    const chosen = inForce.filter((one) => input.measureIds.includes(one.id));
    const lifted = await wantLifted(
      tx,
      chosen.map((one) => one.id),
      input.userId,
      now,
    );
    if (lifted.length === 0) return refused('nothing-new');
    for (const one of chosen.filter(({ id }) => lifted.includes(id))) {
      const detail = {
        action: 'lift-wanted',
        measureId: one.id,
        measure: one.kind,
        connector: one.connector,
        code: null,
        note: input.note,
      } as const;
      await record(tx, held, input.userId, { kind: 'measure', detail }, now);
    }
    return done({ lifted });
  }) as Promise<Outcome<{ lifted: number[] }, DecisionCode | 'nothing-new'>>;
}
