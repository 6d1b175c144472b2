// From everything known of an account to its score and stage: pure, the one path for batches, refreshes and recounts.

import { accountScore } from './account-score';
import { complaintScore } from './complaint-score';
import { decayedSum } from './decaying-sum';
import type { Policy } from './policy';
import type { AccountScore, AccountState } from './rows';
import { nextStage, thresholdOf } from './stage-for';
import { higherStage, stageOfRank, stageRank } from './stages';

/**
 * Whether the minimum rules, whatever they find, could give `state` a higher stage than its score gives: to the score
 * they add nothing.
 */
export function minimumCanRaise(state: AccountState, now: Date, policy: Policy): boolean {
  const { fraudStage, complainantStage } = policy.minimumRules;
  const highest = higherStage(fraudStage, complainantStage);
  return scoreAccount(state, now, policy).stageScore < thresholdOf(highest, false, policy);
}

/**
 * The score of `state` at `now`, with its lines and the stage that follows. Unauthenticated reports are in the score, so
 * that they can be seen, and never in what the stage follows from: a forged flood moves no account over a threshold.
 */
export function scoreAccount(state: AccountState, now: Date, policy: Policy): AccountScore {
  const reporters = state.sums.map(({ reporterKey, unauthenticated, epoch, sum }) => ({
    reporterKey,
    unauthenticated,
    valueNow: decayedSum(sum, epoch, now, policy),
  }));
  const { S, lines: reporterLines } = complaintScore(reporters, policy);
  const { ownIncidents, otherCustomerIncidents, declaredBulk } = state;
  const rest = { ownIncidents, otherCustomerIncidents, declaredBulk };
  const { P, lines, historyFactor } = accountScore({ S, ...rest }, policy);
  const authenticated = complaintScore(
    reporters.filter(({ unauthenticated }) => !unauthenticated),
    policy,
  );
  const { P: stageScore } = accountScore({ S: authenticated.S, ...rest }, policy);
  const next = nextStage(
    {
      current: stageOfRank(state.stage),
      stageSince: state.stageSince,
      belowSince: state.belowSince,
      now,
      P: stageScore,
      minimum: {
        fraudQualified: state.fraudQualified,
        distinctComplainants: state.distinctComplainants,
        ratePerMille: null,
        declaredBulk,
      },
      probation: false,
    },
    policy,
  );
  return {
    state,
    score: P,
    stageScore,
    complaintScore: S,
    historyFactor,
    stage: stageRank(next.stage),
    stageSince: next.stageSince,
    belowSince: next.belowSince,
    rule: next.rule,
    lines: [...reporterLines, ...lines],
  };
}
