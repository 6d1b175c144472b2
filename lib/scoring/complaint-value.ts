// The value of one complaint: w = kind × trust × age × attribution × incidents. Each factor becomes a line, and the product of the
// lines is the value, so that what the screen explains is what was computed.

import type { Trust } from '@/lib/reporters/types';
import type { Policy } from './policy';
import type { ComplaintKind, ScoreLine } from './types';

const hourMs = 3_600_000;

export interface ComplaintFacts {
  kind: ComplaintKind;
  /** Trust factor times the loop's own factor, as `identifyReporter` gives it. */
  trustFactor: number;
  attributionFactor: number;
  /** When the reported mail was sent; null where nothing usable says so. */
  mailDate: Date | null;
  /** When the complaint reached us. */
  receivedAt: Date;
  /** How many events the report stands for, from `countedIncidents`. */
  incidents: number;
}

/**
 * How many events a report may stand for: whom we do not know must not multiply his own complaint by writing a number.
 */
export function countedIncidents(incidents: number, trust: Trust): number {
  return trust === 'verified' || trust === 'known' ? incidents : 1;
}

/** None for an ordinary report of one event, so that its explanation stays as short as it was. */
function incidentLines(incidents: number, { incidentCap }: Policy): ScoreLine[] {
  const factor = Math.min(Math.trunc(incidents), incidentCap);
  return factor > 1 ? [{ code: 'incidents', op: 'times', factor, detail: { incidents } }] : [];
}

/**
 * Old mail says little about who abuses the account now. A mail dated after its report is a wrong clock up to the
 * policy's skew and counts as fresh; beyond that the date is worthless and the mail counts as undated.
 */
function ageLine(mailDate: Date | null, receivedAt: Date, policy: Policy): ScoreLine {
  const ageHours = mailDate === null ? Number.NaN : (receivedAt.getTime() - mailDate.getTime()) / hourMs;
  if (Number.isNaN(ageHours)) return { code: 'age-unknown', op: 'times', factor: policy.unknownAgeFactor };
  const detail = { hours: Math.round(ageHours * 10) / 10 };
  if (ageHours < -policy.futureSkewHours) {
    return { code: 'age-future', op: 'times', factor: policy.unknownAgeFactor, detail };
  }
  const step = policy.ageSteps.find((candidate) => ageHours <= candidate.hours);
  if (step === undefined) return { code: 'age-too-old', op: 'times', factor: 0, detail };
  return { code: 'age', op: 'times', factor: step.factor, detail: { ...detail, upToHours: step.hours } };
}

/** The product of a complaint's lines, in their order. */
export function valueOfLines(lines: readonly ScoreLine[]): number {
  return lines.reduce((value, line) => value * line.factor, 1);
}

/** w and its lines, as if the complaint counts; whether it does is `decideStanding`'s to say. Points, never negative. */
export function complaintValue(facts: ComplaintFacts, policy: Policy): { value: number; lines: ScoreLine[] } {
  const lines: ScoreLine[] = [
    { code: `kind-${facts.kind}`, op: 'times', factor: policy.kinds[facts.kind] },
    { code: 'trust', op: 'times', factor: facts.trustFactor },
    ageLine(facts.mailDate, facts.receivedAt, policy),
    { code: 'attribution', op: 'times', factor: facts.attributionFactor },
    ...incidentLines(facts.incidents, policy),
  ];
  return { value: valueOfLines(lines), lines };
}
