// Why an account is at its stage where the points alone do not say it: a minimum rule, our own log, or a stage that is
// only slowly left. A line that adds nothing, for people. Pure.

import type { Policy } from './policy';
import type { NextStage } from './stage-for';
import type { MinimumEvidence, ScoreLine } from './types';

/** The line of `rule`; none where the stage follows from the points. */
export function stageLine(
  rule: NextStage['rule'],
  { distinctComplainants, logSignals }: MinimumEvidence,
  { minimumRules, logSignals: { ownDetection }, hysteresis }: Policy,
): ScoreLine[] {
  const line = (detail: NonNullable<ScoreLine['detail']>): ScoreLine[] => [
    { code: `stage-${rule}`, op: 'plus', factor: 0, detail },
  ];
  switch (rule) {
    case 'score':
      return [];
    case 'minimum-fraud':
      return line({ days: minimumRules.complainantDays });
    case 'minimum-complainants':
      return line({ complainants: distinctComplainants, days: minimumRules.complainantDays });
    case 'own-detection':
      return line({ points: logSignals ?? 0, limit: ownDetection });
    case 'hysteresis':
      return line({ hours: hysteresis.hours, percent: Math.round(hysteresis.fraction * 100) });
  }
}
