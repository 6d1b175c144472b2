// Whose case it is. Somebody who takes a case that another one took meanwhile is told so. A new case that is given to
// somebody is in review from then on.

import { changeAssignee, changeState, isActiveUser, record } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import { sql } from '@/lib/db/sql';
import { lockForDecision, type DecisionInput, type DecisionOutcome } from './decide-case';
import { done, refused, refusedField } from './outcome';

/** Gives an open case to an active user, or to nobody (null). Giving it to whom it belongs changes nothing. */
export function assignCase(input: DecisionInput & { assigneeId: number | null }): Promise<DecisionOutcome> {
  const { assigneeId, userId } = input;
  return sql().begin(async (tx): Promise<DecisionOutcome> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const step = transition(held.state, 'assign');
    if (!step.ok) return refused('case-not-allowed', { values: { state: held.state } });
    if (assigneeId === held.assigneeId) return done({ version: held.version, state: held.state });
    if (assigneeId !== null && !(await isActiveUser(tx, assigneeId)))
      return refusedField('assignee', 'assignee-unknown');
    const now = new Date();
    const version = await changeAssignee(tx, held.id, assigneeId);
    await record(
      tx,
      held,
      userId,
      { kind: 'assigned', detail: { from: held.assigneeId, to: assigneeId } },
      now,
    );
    const state = assigneeId === null ? held.state : step.to;
    if (state !== held.state) {
      await changeState(tx, held.id, state);
      await record(
        tx,
        held,
        userId,
        { kind: 'state-changed', detail: { from: held.state, to: state, action: 'assign' } },
        now,
      );
    }
    return done({ version, state });
  }) as Promise<DecisionOutcome>;
}
