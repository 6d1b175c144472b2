// An end is taken back: the case is in review again, its incident no longer counts, its baseline falls.
// An account has one open case at most; where another one is open, that one is named instead.

import { clearBaseline, countIncident } from '@/lib/cases/decide-store';
import { decideCase, type DecisionInput, type DecisionOutcome } from './decide-case';

/** Reopens a closed or dismissed case. */
export function reopenCase(input: DecisionInput & { note: string | null }): Promise<DecisionOutcome> {
  return decideCase(input, 'reopen', async (tx, held) => {
    if (held.isIncident) await countIncident(tx, held.accountId, -1);
    if (held.closedAt) await clearBaseline(tx, held.accountId, held.closedAt);
    return { change: {}, event: { kind: 'reopened', detail: { from: held.state, note: input.note } } };
  });
}
