// P: what an account scores, S × F × H + L. F is the rate of complaints per mail sent, H the history of confirmed
// incidents, L what our own logs add. Without logs F is 1 and L is 0.

import type { Policy } from './policy';
import type { ScoreLine } from './types';

export interface AccountFacts {
  /** Points of the complaints now, from `complaintScore`. */
  S: number;
  /** From `rateFactor`; 1 where the rate is unknown. */
  rateFactor?: number;
  /** Points from our own logs; 0 where there are none. */
  logSignals?: number;
  /** Confirmed incidents of this account within the policy's months. */
  ownIncidents: number;
  /** Those of the same customer's other accounts. */
  otherCustomerIncidents: number;
  declaredBulk: boolean;
}

/** H: an account or customer with earlier incidents weighs more, up to the policy's maximum. */
export function historyFactor(
  ownIncidents: number,
  otherCustomerIncidents: number,
  policy: Pick<Policy, 'history'>,
): number {
  const { ownIncident, customerIncident, max } = policy.history;
  return Math.min(max, 1 + ownIncident * ownIncidents + customerIncident * otherCustomerIncidents);
}

/** F from complaints per 1,000 recipients; 1 below the policy's minimum of recipients. */
export function rateFactor(complaints: number, recipients: number, policy: Pick<Policy, 'rate'>): number {
  const { minRecipients, low, steps } = policy.rate;
  if (recipients < minRecipients) return 1;
  const perMille = (complaints / recipients) * 1000;
  if (perMille < low.belowPerMille) return low.factor;
  return steps.findLast((step) => perMille > step.abovePerMille)?.factor ?? 1;
}

/** P in points, with the lines from S on: each `times` and the one `plus`, in order, give P. */
export function accountScore(
  facts: AccountFacts,
  policy: Policy,
): { P: number; lines: ScoreLine[]; historyFactor: number } {
  const { S, rateFactor: F = 1, logSignals = 0, ownIncidents, otherCustomerIncidents, declaredBulk } = facts;
  const H = historyFactor(ownIncidents, otherCustomerIncidents, policy);
  const L = Math.min(policy.logSignalCap, Math.max(0, logSignals));
  const bulk = declaredBulk ? policy.bulkFactor : 1;
  const lines: ScoreLine[] = [
    { code: 'complaints', op: 'plus', factor: S },
    { code: facts.rateFactor === undefined ? 'rate-unknown' : 'rate', op: 'times', factor: F },
    { code: 'history', op: 'times', factor: H, detail: { ownIncidents, otherCustomerIncidents } },
  ];
  if (declaredBulk) lines.push({ code: 'declared-bulk', op: 'times', factor: bulk });
  const code = facts.logSignals === undefined ? 'log-signals-missing' : 'log-signals';
  lines.push({ code, op: 'plus', factor: L });
  return { P: S * F * H * bulk + L, lines, historyFactor: H };
}
