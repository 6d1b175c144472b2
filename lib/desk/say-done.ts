// A person did by hand what a connector without a machine was ordered to do, and says so: the worker looks at once, and
// proves it where it can.

import { record } from '@/lib/cases/decide-store';
import { sayDone as keepWord } from '@/lib/connectors/manual/store';
import { dueNow, lockMeasuresInForce } from '@/lib/containment/order-store';
import { sql } from '@/lib/db/sql';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, refused, type Outcome } from './outcome';

type Code = DecisionCode | 'nothing-new';

/** Says that the order as it stands was carried out; `nothing-new` where none waits for a person. */
export function sayDone(
  input: DecisionInput & { measureId: number; wanted: 'on' | 'off' },
): Promise<Outcome<null, Code>> {
  return sql().begin(async (tx): Promise<Outcome<null, Code>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const inForce = await lockMeasuresInForce(tx, held.accountId);
    const one = inForce.find(({ id }) => id === input.measureId);
    if (one === undefined || one.connectorKind !== 'manual' || one.wanted !== input.wanted || !one.mayAct)
      return refused('nothing-new');
    const now = new Date();
    await keepWord(tx, `measure-${one.id}-${one.wanted}`, input.userId, now);
    await dueNow(tx, one.id, now);
    const detail = {
      action: 'said-done',
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
