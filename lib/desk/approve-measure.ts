// The second person: agrees to a measure that nobody takes alone. The database refuses the one who wanted it.

import { record } from '@/lib/cases/decide-store';
import { lockMeasuresInForce } from '@/lib/containment/order-store';
import { approveMeasure as approve } from '@/lib/containment/store';
import { sql } from '@/lib/db/sql';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, refused, type Outcome } from './outcome';

type Code = DecisionCode | 'same-person' | 'nothing-new';

/** Agrees to a measure; it is carried out at once. */
export function approveMeasure(input: DecisionInput & { measureId: number }): Promise<Outcome<null, Code>> {
  return sql().begin(async (tx): Promise<Outcome<null, Code>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const inForce = await lockMeasuresInForce(tx, held.accountId);
    const one = inForce.find(({ id }) => id === input.measureId);
    if (one === undefined) return refused('nothing-new');
    if (one.wantedById === input.userId) return refused('same-person');
    const now = new Date();
    if (!(await approve(tx, one.id, input.userId, now))) return refused('nothing-new');
    const detail = {
      action: 'approved',
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
