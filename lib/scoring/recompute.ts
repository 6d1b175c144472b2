// S from the rows of an account alone. Promises the number that the kept sums give (the test of that invariant uses
// this), and is how a new policy reaches old complaints.

import { complaintScore } from './complaint-score';
import { decayedSum } from './decaying-sum';
import type { Policy } from './policy';
import { standingsOf } from './standing';
import type { ReporterValue, ScoreLine, Standing, WeightedComplaint } from './types';

export interface Recomputed {
  S: number;
  lines: ScoreLine[];
  reporters: ReporterValue[];
  standings: Map<number, Standing>;
}

/**
 * Decides every complaint's standing anew and adds up what counts.
 * @param complaints all complaints of one account, in any order; `weight` is the product of a row's lines
 *   (`valueOfLines`), or `complaintValue` under another policy.
 */
export function recomputeFromRows(
  complaints: readonly WeightedComplaint[],
  now: Date,
  policy: Policy,
): Recomputed {
  const standings = standingsOf(complaints, policy);
  const reporters = new Map<string, ReporterValue>();
  for (const complaint of complaints) {
    if (standings.get(complaint.reportId) !== 'counted') continue;
    const { reporterKey, unauthenticated } = complaint;
    const key = JSON.stringify([reporterKey, unauthenticated]);
    const reporter = reporters.get(key) ?? { reporterKey, unauthenticated, valueNow: 0 };
    reporter.valueNow += decayedSum(complaint.weight, complaint.receivedAt, now, policy);
    reporters.set(key, reporter);
  }
  const values = [...reporters.values()];
  return { ...complaintScore(values, policy), reporters: values, standings };
}
