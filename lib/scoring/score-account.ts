// From everything known of an account to its score and stage: pure, the one path for batches, refreshes and recounts.

import { accountScore } from './account-score';
import { complaintRate } from './complaint-rate';
import { complaintScore } from './complaint-score';
import { decayedSum } from './decaying-sum';
import type { Policy } from './policy';
import type { AccountScore, AccountState } from './rows';
import { logSignals } from './signals/log-signals';
import { nextStage, stageFor, thresholdOf } from './stage-for';
import { stageLine } from './stage-line';
import { higherStage, stageOfRank, stageRank } from './stages';
import type { MinimumEvidence } from './types';

const dayMs = 86_400_000;

function ageDays({ since }: AccountState, now: Date): number | null {
  return since === null ? null : (now.getTime() - since.getTime()) / dayMs;
}

/** The log's points are enough by themselves, and the complaints would not have been. */
function isOwnDetection(
  stageScore: number,
  minimum: MinimumEvidence,
  probation: boolean,
  policy: Policy,
): boolean {
  const L = minimum.logSignals ?? 0;
  if (L === 0 || L < policy.logSignals.ownDetection) return false;
  const without = { P: stageScore - L, minimum: { ...minimum, logSignals: null }, probation };
  return stageRank(stageFor(without, policy).stage) < stageRank('review');
}

/**
 * Whether the minimum rules, whatever they find, could give `state` a higher stage than its complaints give by
 * themselves: to the score they add nothing. Our own log is left out, so that a case is its own detection only where
 * complaints would not have been enough.
 */
export function minimumCanRaise(state: AccountState, now: Date, policy: Policy): boolean {
  const { fraudStage, complainantStage } = policy.minimumRules;
  const highest = higherStage(fraudStage, complainantStage);
  const { stageScore, logSignals: L } = scoreAccount(state, now, policy);
  return stageScore - (L ?? 0) < thresholdOf(highest, state.onProbation, policy);
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
  const rate = complaintRate(state.rate, policy);
  const log = logSignals(state.log, { declaredBulk, ageDays: ageDays(state, now) }, policy);
  const rest = { rate, log, ownIncidents, otherCustomerIncidents, declaredBulk };
  const { P, lines, historyFactor } = accountScore({ S, ...rest }, policy);
  const authenticated = complaintScore(
    reporters.filter(({ unauthenticated }) => !unauthenticated),
    policy,
  );
  const { P: stageScore } = accountScore({ S: authenticated.S, ...rest }, policy);
  const { fraudQualified, distinctComplainants, stageSince, belowSince } = state;
  const minimum = {
    ...{ fraudQualified, distinctComplainants, declaredBulk },
    ratePerMille: rate.perMille,
    sureRatePerMille: rate.surePerMille,
    logSignals: log.L,
  };
  const next = nextStage(
    {
      ...{ current: stageOfRank(state.stage), stageSince, belowSince, now },
      ...{ P: stageScore, minimum, probation: state.onProbation },
    },
    policy,
  );
  return {
    state,
    score: P,
    stageScore,
    complaintScore: S,
    logSignals: log.L,
    isOwnDetection: isOwnDetection(stageScore, minimum, state.onProbation, policy),
    historyFactor,
    stage: stageRank(next.stage),
    stageSince: next.stageSince,
    belowSince: next.belowSince,
    rule: next.rule,
    lines: [...reporterLines, ...lines, ...stageLine(next.rule, minimum, policy)],
  };
}
