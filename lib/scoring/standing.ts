// Whether a complaint counts. One decision shared by the incremental path and by recomputing from rows.
//
// The truth is the order (receivedAt, reportId) within one key: account, reporter, complainant. The incremental path may
// decide a complaint with `decideStanding` when it comes after all rows of its key; one that comes before a row already
// there (two mailboxes, a replay) is a late arrival: decide the whole key anew with `standingsOfKey` and apply the
// difference. So the result never depends on the order in which the workers happened to see the mail.

import type { Policy } from './policy';
import type { Standing, WeightedComplaint } from './types';

const hourMs = 3_600_000;

/** What is needed of the latest complaint of the same key that counts. */
export interface CountedComplaint {
  reportId: number;
  receivedAt: Date;
  trustFactor: number;
}

export interface StandingDecision {
  standing: Standing;
  /** The complaint that this one (a not-spam) cancels. */
  cancels: number | null;
}

type Candidate = Pick<
  WeightedComplaint,
  'kind' | 'weight' | 'straggler' | 'trustFactor' | 'attributionFactor' | 'receivedAt'
>;

/** Order of complaints within a key: by receipt, then by number. For `Array.sort`. */
export function compareComplaints(
  a: Pick<WeightedComplaint, 'receivedAt' | 'reportId'>,
  b: Pick<WeightedComplaint, 'receivedAt' | 'reportId'>,
): number {
  return a.receivedAt.getTime() - b.receivedAt.getTime() || a.reportId - b.reportId;
}

/**
 * The standing of a complaint that is the latest of its key.
 * @param latestCounted the latest complaint of the key that counts and is not cancelled, or null.
 *
 * A not-spam (RFC 6430) takes back the complaint of the same person through the same feed, and only at equal trust, so
 * that a forged one cannot wash an account clean. It is worth nothing itself. Only counted complaints start the day in
 * which repeats do not count: one that weighs nothing must not shield the account from the next.
 */
export function decideStanding(
  candidate: Candidate,
  latestCounted: CountedComplaint | null,
  policy: Pick<Policy, 'sameComplainantHours'>,
): StandingDecision {
  if (candidate.kind === 'not-spam') {
    const cancels =
      latestCounted !== null &&
      latestCounted.trustFactor === candidate.trustFactor &&
      candidate.attributionFactor > 0;
    return { standing: 'weightless', cancels: cancels ? latestCounted.reportId : null };
  }
  if (candidate.straggler) return { standing: 'straggler', cancels: null };
  if (candidate.weight === 0) return { standing: 'weightless', cancels: null };
  if (latestCounted !== null) {
    const hours = (candidate.receivedAt.getTime() - latestCounted.receivedAt.getTime()) / hourMs;
    if (hours < policy.sameComplainantHours) return { standing: 'repeated', cancels: null };
  }
  return { standing: 'counted', cancels: null };
}

/** The key within an account under which complaints repeat and cancel each other. */
export function standingKey(complaint: Pick<WeightedComplaint, 'reporterKey' | 'complainant'>): string {
  return JSON.stringify([complaint.reporterKey, complaint.complainant]);
}

/** The standing of every complaint of one key, whatever order they come in. */
export function standingsOfKey(
  complaints: readonly WeightedComplaint[],
  policy: Pick<Policy, 'sameComplainantHours'>,
): Map<number, Standing> {
  const standings = new Map<number, Standing>();
  const counted: WeightedComplaint[] = [];
  for (const complaint of [...complaints].sort(compareComplaints)) {
    const decision = decideStanding(complaint, counted.at(-1) ?? null, policy);
    standings.set(complaint.reportId, decision.standing);
    if (decision.standing === 'counted') counted.push(complaint);
    if (decision.cancels !== null) {
      standings.set(decision.cancels, 'cancelled');
      counted.pop();
    }
  }
  return standings;
}

/** The standing of every complaint of an account. */
export function standingsOf(
  complaints: readonly WeightedComplaint[],
  policy: Pick<Policy, 'sameComplainantHours'>,
): Map<number, Standing> {
  const keys = new Map<string, WeightedComplaint[]>();
  for (const complaint of complaints) {
    const key = standingKey(complaint);
    const sameKey = keys.get(key);
    if (sameKey === undefined) keys.set(key, [complaint]);
    else sameKey.push(complaint);
  }
  const standings = new Map<number, Standing>();
  for (const sameKey of keys.values()) {
    for (const [reportId, standing] of standingsOfKey(sameKey, policy)) standings.set(reportId, standing);
  }
  return standings;
}
