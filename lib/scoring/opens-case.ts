// Whether an account without an open case gets one: at the stage "review" a person sees it. After a dismissal the same
// complaints must not come back as a new case: only clearly more of them, a higher stage, or a trap hit does.

import type { Policy } from './policy';
import { thresholdOf } from './stage-for';
import { stageRank } from './stages';
import type { OpenReason, StageCode } from './types';

export type OpensCaseDecision =
  { opens: true; reason: OpenReason } | { opens: false; reason: 'below-review' | 'within-baseline' };

/**
 * @param input.stage the stage now, after the minimum rules and hysteresis.
 * @param input.baseline score and stage at the last dismissal; null where none stands.
 * @param input.trapHit a trap complaint that counts is among the new complaints.
 */
export function opensCase(
  input: {
    stage: StageCode;
    P: number;
    baseline: { score: number; stage: StageCode } | null;
    trapHit: boolean;
    probation: boolean;
  },
  policy: Pick<Policy, 'baselineMargin' | 'thresholds' | 'probation'>,
): OpensCaseDecision {
  const { stage, P, baseline, trapHit, probation } = input;
  if (stageRank(stage) < stageRank('review')) return { opens: false, reason: 'below-review' };
  if (baseline === null) {
    if (P < thresholdOf('review', probation, policy)) return { opens: true, reason: 'minimum-rule' };
    return { opens: true, reason: P < policy.thresholds.review ? 'threshold-probation' : 'threshold' };
  }
  if (trapHit) return { opens: true, reason: 'trap-hit' };
  if (stageRank(stage) > stageRank(baseline.stage)) return { opens: true, reason: 'higher-stage' };
  if (P >= baseline.score + policy.baselineMargin) return { opens: true, reason: 'above-baseline' };
  return { opens: false, reason: 'within-baseline' };
}
