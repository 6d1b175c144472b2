// From P to a stage, and from the stage of before to the stage of now. Up at once; down only after a day clearly below,
// so that an account at a threshold does not come and go.

import type { Policy } from './policy';
import { higherStage, stageCodes, stageRank } from './stages';
import type { MinimumEvidence, StageCode, StageDecision, StageRule } from './types';

const hourMs = 3_600_000;
const reviewRank = stageRank('review');

/** P from which a stage begins: 0 for observation; scaled down during probation. */
export function thresholdOf(
  stage: StageCode,
  probation: boolean,
  policy: Pick<Policy, 'thresholds' | 'probation'>,
): number {
  if (stage === 'observation') return 0;
  return policy.thresholds[stage] * (probation ? policy.probation.thresholdFactor : 1);
}

/**
 * Declared bulk senders get ordinary complaints every day; the minimum rules leave them alone until their rate is known
 * to reach the policy's.
 */
function minimumRulesApply(minimum: MinimumEvidence, policy: Policy): boolean {
  return !minimum.declaredBulk || (minimum.ratePerMille ?? 0) >= policy.minimumRules.bulkRatePerMille;
}

/**
 * Whoever writes to many gets five complainants sooner or later. A rate that is not surely above what the large programs
 * ask of senders says so, but lags behind a burst: it counts only beside a log that finds nothing unusual.
 */
function isQuiet({ sureRatePerMille: sure, logSignals }: MinimumEvidence, policy: Policy): boolean {
  return sure !== null && sure < policy.minimumRules.quietRatePerMille && logSignals === 0;
}

/** Whether a complaint may count for the minimum rules: trusted and attributed surely enough (the tests of both). */
export function qualifiesForMinimum(
  complaint: { trustFactor: number; attributionFactor: number },
  policy: Pick<Policy, 'minimumRules'>,
): boolean {
  const { minTrust, minAttribution } = policy.minimumRules;
  return complaint.trustFactor >= minTrust && complaint.attributionFactor >= minAttribution;
}

/**
 * Whether a complaint that counts opens a case again that a person has ended: a trap, surely reported and surely of the
 * account. What only claims to be the account's mail never overrules a person.
 */
export function isTrapHit(
  complaint: { kind: string; unauthenticated: boolean; trustFactor: number; attributionFactor: number },
  policy: Pick<Policy, 'minimumRules'>,
): boolean {
  const { kind, unauthenticated } = complaint;
  return kind === 'trap' && !unauthenticated && qualifiesForMinimum(complaint, policy);
}

/** The stage that P and the minimum rules give now, without regard to the stage of before, and which rule gave it. */
export function stageFor(
  input: { P: number; minimum: MinimumEvidence; probation: boolean },
  policy: Policy,
): StageDecision {
  const { P, minimum, probation } = input;
  let stage: StageCode =
    stageCodes.findLast((candidate) => P >= thresholdOf(candidate, probation, policy)) ?? 'observation';
  let rule: StageRule = 'score';
  const { ownDetection } = policy.logSignals;
  if (minimum.logSignals !== null && minimum.logSignals >= ownDetection && stageRank(stage) < reviewRank) {
    stage = 'review';
    rule = 'own-detection';
  }
  if (!minimumRulesApply(minimum, policy)) return { stage, rule };
  const { fraudStage, complainants, complainantStage } = policy.minimumRules;
  if (minimum.fraudQualified && stageRank(fraudStage) > stageRank(stage)) {
    stage = fraudStage;
    rule = 'minimum-fraud';
  }
  const isMany = minimum.distinctComplainants >= complainants && !isQuiet(minimum, policy);
  if (isMany && stageRank(complainantStage) > stageRank(stage)) {
    stage = higherStage(stage, complainantStage);
    rule = 'minimum-complainants';
  }
  return { stage, rule };
}

export interface NextStage {
  stage: StageCode;
  stageSince: Date;
  /** Since when P is clearly below the stage; null where it is not. */
  belowSince: Date | null;
  rule: StageRule | 'hysteresis';
}

/**
 * The stage now. Higher than before: at once. Lower: once P has been below the policy's fraction of the current stage's
 * threshold at every look for the policy's hours; the look at which it is first found below starts the clock.
 * `rule` is `hysteresis` while a stage is only held by it.
 */
export function nextStage(
  input: {
    current: StageCode;
    stageSince: Date;
    belowSince: Date | null;
    now: Date;
    P: number;
    minimum: MinimumEvidence;
    probation: boolean;
  },
  policy: Policy,
): NextStage {
  const { current, stageSince, now, P, probation } = input;
  const target = stageFor(input, policy);
  const step = stageRank(target.stage) - stageRank(current);
  if (step > 0) return { stage: target.stage, stageSince: now, belowSince: null, rule: target.rule };
  if (step === 0) return { stage: current, stageSince, belowSince: null, rule: target.rule };

  const floor = thresholdOf(current, probation, policy) * policy.hysteresis.fraction;
  if (P >= floor) return { stage: current, stageSince, belowSince: null, rule: 'hysteresis' };
  const belowSince = input.belowSince ?? now;
  const belowHours = (now.getTime() - belowSince.getTime()) / hourMs;
  if (belowHours < policy.hysteresis.hours)
    return { stage: current, stageSince, belowSince, rule: 'hysteresis' };
  return { stage: target.stage, stageSince: now, belowSince: null, rule: target.rule };
}
