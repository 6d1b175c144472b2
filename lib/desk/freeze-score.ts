// When a case ends, the account's score as it stands becomes its baseline: what the team has decided about must not come
// back as a new case with the next complaint.

import { freezeBaseline } from '@/lib/cases/decide-store';
import type { Tx } from '@/lib/db/sql';
import { loadAccountStates } from '@/lib/scoring/state-store';
import { scoreAccount } from '@/lib/scoring/score-account';
import { saveScores } from '@/lib/scoring/store';
import { deskContext } from './desk-context';

/**
 * Scores the account anew and freezes the result. Called after the case's row has its end: a confirmed incident raises
 * the history factor, and that alone must not look like new complaints. The caller holds the account's row lock.
 */
export async function freezeScore(tx: Tx, accountId: number, now: Date): Promise<void> {
  const { policy } = await deskContext();
  const states = await loadAccountStates(tx, [accountId], now, policy);
  await saveScores(
    tx,
    states.map((state) => scoreAccount(state, now, policy)),
    now,
  );
  await freezeBaseline(tx, accountId, now);
}
