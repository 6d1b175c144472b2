// A case comes to its end with an outcome. Confirmed abuse makes it an incident, which weighs in the history of this
// mailbox and of its customer from then on. The score that led here is dealt with: it becomes the baseline.

import { countIncident } from '@/lib/cases/decide-store';
import { isIncidentOutcome, type CloseOutcome } from '@/lib/cases/types';
import { decideCase, type DecisionInput, type DecisionOutcome } from './decide-case';
import { freezeScore } from './freeze-score';
import { refusedField } from './outcome';

/** Closes an open case. `note` says in words how it ended; the outcome `other` needs one. */
export async function closeCase(
  input: DecisionInput & { outcome: CloseOutcome; note: string | null },
): Promise<DecisionOutcome> {
  const { outcome, note } = input;
  if (outcome === 'other' && note === null) return refusedField('note', 'note-needed');
  return decideCase(input, 'close', async (tx, held, _to, now) => {
    const isIncident = isIncidentOutcome(outcome);
    if (isIncident) await countIncident(tx, held.accountId, 1);
    return {
      change: { closedAt: now, outcome, outcomeReason: note, isIncident },
      event: { kind: 'closed', detail: { from: held.state, outcome, note, isIncident } },
      after: () => freezeScore(tx, held.accountId, now),
    };
  });
}
