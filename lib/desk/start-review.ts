// Somebody takes a case up: it is in review, and theirs where it was nobody's.

import { changeAssignee, record } from '@/lib/cases/decide-store';
import { decideCase, type DecisionInput, type DecisionOutcome } from './decide-case';

/** Moves the case to review; a case without assignee goes to the one who starts. */
export function startReview(input: DecisionInput): Promise<DecisionOutcome> {
  const { userId } = input;
  return decideCase(input, 'start-review', async (tx, held, to, now) => {
    if (held.assigneeId === null) {
      await changeAssignee(tx, held.id, userId);
      await record(tx, held, userId, { kind: 'assigned', detail: { from: null, to: userId } }, now);
    }
    return {
      change: {},
      event: { kind: 'state-changed', detail: { from: held.state, to, action: 'start-review' } },
    };
  });
}
