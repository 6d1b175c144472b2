// F: complaints per 1,000 mails delivered to the domains of those who report. Many complaints about few mails weigh more,
// a handful about many less. Promise: pure; too few recipients, or none that anybody counted, say nothing (1).

import type { Policy } from './policy';
import { surePerMille } from './sure-rate';
import type { ScoreLine } from './types';

/** What was counted, by the job that asks the log; see docs/scoring.md for whose domains and which complaints. */
export interface MeasuredRate {
  complaints: number;
  /** Recipients delivered to the reporters' domains. */
  delivered: number;
  /** Over so many days. */
  days: number;
}

export interface RateLine {
  /** Complaints per 1,000; null where it is not known. */
  perMille: number | null;
  /** What it is at least, chance set aside (`surePerMille`); null where the rate is not known. */
  surePerMille: number | null;
  line: ScoreLine;
}

const NOBODY_KNOWS = { perMille: null, surePerMille: null } as const;

/** The factor F with its line. `measured` is null where nobody can know: no log, or no domain of a reporter. */
export function complaintRate(
  measured: MeasuredRate | null,
  policy: Pick<Policy, 'rate' | 'minimumRules'>,
): RateLine {
  if (measured === null) return { ...NOBODY_KNOWS, line: { code: 'rate-unknown', op: 'times', factor: 1 } };
  const { complaints, delivered } = measured;
  const { minRecipients, low, steps } = policy.rate;
  const days = Math.round(measured.days * 10) / 10;
  if (delivered < minRecipients) {
    const detail = { delivered, days, minRecipients };
    return { ...NOBODY_KNOWS, line: { code: 'rate-too-few', op: 'times', factor: 1, detail } };
  }
  const perMille = (complaints / delivered) * 1000;
  const detail = { complaints, delivered, days, perMille: Math.round(perMille * 100) / 100 };
  const step = steps.findLast(({ abovePerMille }) => perMille > abovePerMille);
  const factor = perMille < low.belowPerMille ? low.factor : (step?.factor ?? 1);
  const sure = surePerMille(complaints, delivered);
  const { quietRatePerMille } = policy.minimumRules;
  const known = { perMille, surePerMille: sure };
  if (perMille < quietRatePerMille || sure >= quietRatePerMille)
    return { ...known, line: { code: 'rate', op: 'times', factor, detail } };
  const unsure = { ...detail, sure: Math.round(sure * 100) / 100, limit: quietRatePerMille };
  return { ...known, line: { code: 'rate-unsure', op: 'times', factor, detail: unsure } };
}
