// The complaints were no reason to act. The account's score and stage are frozen as its baseline, so that the same
// complaints do not come back as a new case.

import type { DismissReason } from '@/lib/cases/types';
import { decideCase, type DecisionInput, type DecisionOutcome } from './decide-case';
import { freezeScore } from './freeze-score';
import { refusedField } from './outcome';

/** Dismisses an open case. `note` says why in words; the reason `other` needs one. */
export async function dismissCase(
  input: DecisionInput & { reason: DismissReason; note: string | null },
): Promise<DecisionOutcome> {
  const { reason, note } = input;
  if (reason === 'other' && note === null) return refusedField('note', 'note-needed');
  return decideCase(input, 'dismiss', (tx, held, _to, now) =>
    Promise.resolve({
      change: { closedAt: now, outcome: reason, outcomeReason: note },
      event: { kind: 'dismissed', detail: { from: held.state, reason, note, baseline: held.score } },
      after: () => freezeScore(tx, held.accountId, now),
    }),
  );
}
