// A person looked at what the desk did by itself, or would have done, and lets it stand. Whoever does not lifts the
// measure beside it.

import { changeAttention, raiseVersion, record } from '@/lib/cases/decide-store';
import { hasUnseen, markSeen } from '@/lib/containment/automatic-store';
import { sql } from '@/lib/db/sql';
import { endTaskOf } from '@/lib/tasks/finish-store';
import { automaticTaskKey } from './automatic-measures';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, refused, type Outcome } from './outcome';

type Code = DecisionCode | 'nothing-new';

/** `nothing-new` where somebody has looked already. */
export function seeAutomaticMeasure(
  input: DecisionInput & { automaticId: number; note: string | null },
  now = new Date(),
): Promise<Outcome<null, Code>> {
  return sql().begin(async (tx): Promise<Outcome<null, Code>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const { automaticId: id, userId, note } = input;
    const kind = await markSeen(tx, { id, caseId: held.id, userId }, now);
    if (kind === null) return refused('nothing-new');
    if (!(await hasUnseen(tx, held.id))) await endTaskOf(tx, automaticTaskKey(held.id), userId);
    await changeAttention(tx, held.id);
    await raiseVersion(tx, held.id);
    await record(
      tx,
      held,
      userId,
      { kind: 'automatic', detail: { action: 'seen', measure: kind, code: null, note } },
      now,
    );
    return done(null);
  }) as Promise<Outcome<null, Code>>;
}
