// A measure gave up, or somebody changed it behind our back: a person has it tried again at once.

import { changeAttention, record } from '@/lib/cases/decide-store';
import { lockMeasuresInForce } from '@/lib/containment/order-store';
import { wantAgain } from '@/lib/containment/store';
import { sql } from '@/lib/db/sql';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, refused, type Outcome } from './outcome';

type Code = DecisionCode | 'nothing-new';

/** Has a refuted or unknown measure carried out anew. */
export function repeatMeasure(input: DecisionInput & { measureId: number }): Promise<Outcome<null, Code>> {
  return sql().begin(async (tx): Promise<Outcome<null, Code>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const inForce = await lockMeasuresInForce(tx, held.accountId);
    const one = inForce.find(({ id }) => id === input.measureId);
    const now = new Date();
    if (one === undefined || !(await wantAgain(tx, one.id, now))) return refused('nothing-new');
    await changeAttention(tx, held.id);
    const detail = {
      action: 'wanted-again',
      measureId: one.id,
      measure: one.kind,
      connector: one.connector,
      code: null,
      note: null,
    } as const;
    await record(tx, held, input.userId, { kind: 'measure', detail }, now);
    return done(null);
  }) as Promise<Outcome<null, Code>>;
}
