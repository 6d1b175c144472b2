// P: what an account scores, S × F × H + L. F is the rate of complaints per mail sent, H the history of confirmed
// incidents, L what our own logs add. What is not known counts 1 and 0, and is shown as not known.

import type { RateLine } from './complaint-rate';
import type { Policy } from './policy';
import type { LogSignals } from './signals/log-signals';
import type { ScoreLine } from './types';

export interface AccountFacts {
  /** Points of the complaints now, from `complaintScore`. */
  S: number;
  /** From `complaintRate`; where it is left out the rate is unknown. */
  rate?: RateLine;
  /** From `logSignals`; where it is left out no log is known. */
  log?: LogSignals;
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

const unknownRate: RateLine = {
  perMille: null,
  surePerMille: null,
  line: { code: 'rate-unknown', op: 'times', factor: 1 },
};
const unknownLog: LogSignals = { L: null, lines: [{ code: 'log-signals-missing', op: 'plus', factor: 0 }] };

/** P in points, with the lines from S on: each `times` and the one `plus`, in order, give P. */
export function accountScore(
  facts: AccountFacts,
  policy: Policy,
): { P: number; lines: ScoreLine[]; historyFactor: number } {
  const {
    S,
    rate = unknownRate,
    log = unknownLog,
    ownIncidents,
    otherCustomerIncidents,
    declaredBulk,
  } = facts;
  const H = historyFactor(ownIncidents, otherCustomerIncidents, policy);
  const bulk = declaredBulk ? policy.bulkFactor : 1;
  const lines: ScoreLine[] = [
    { code: 'complaints', op: 'plus', factor: S },
    rate.line,
    { code: 'history', op: 'times', factor: H, detail: { ownIncidents, otherCustomerIncidents } },
  ];
  if (declaredBulk) lines.push({ code: 'declared-bulk', op: 'times', factor: bulk });
  lines.push(...log.lines);
  return { P: S * rate.line.factor * H * bulk + (log.L ?? 0), lines, historyFactor: H };
}
