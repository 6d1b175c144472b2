// The rows scoring reads and writes.

import type { MeasuredRate } from './complaint-rate';
import type { KnownLog } from './signals/log-signals';
import type { ComplaintKind, ScoreLine, Standing } from './types';

/** A complaint that has an account and a weight but no standing yet. */
export interface NewComplaint {
  reportId: number;
  accountId: number;
  reporterKey: string;
  unauthenticated: boolean;
  /** '' where the report names nobody. */
  complainant: string;
  receivedAt: Date;
  kind: ComplaintKind;
  trustFactor: number;
  attributionFactor: number;
  lines: ScoreLine[];
  weight: number;
  /** Its mail was sent before what the account's last release dealt with. */
  straggler: boolean;
  subject: string | null;
  /** What its mail has in common with others of its kind (lib/campaigns). */
  features: string[];
}

/** A complaint with its standing, as it is inserted. */
export interface WeighedComplaint extends NewComplaint {
  standing: Standing;
  caseId: number | null;
}

/** A complaint already kept whose standing changes: cancelled by not-spam, or reordered by a late arrival. */
export interface StandingChange {
  complaint: NewComplaint;
  from: Standing;
  to: Standing;
}

/** Everything the score of an account follows from, as one query reads it. */
export interface AccountState {
  accountId: number;
  login: string;
  customerId: number | null;
  declaredBulk: boolean;
  stage: number;
  stageSince: Date;
  belowSince: Date | null;
  score: number;
  baseline: number | null;
  baselineStage: number | null;
  ownIncidents: number;
  otherCustomerIncidents: number;
  fraudQualified: boolean;
  distinctComplainants: number;
  /** Null where the rate is not known. */
  rate: MeasuredRate | null;
  /** Null where no mail log is connected, or the account is none that a log names. */
  log: KnownLog | null;
  /** Within the probation after a release: its thresholds are lower. */
  onProbation: boolean;
  /** Since when there is an account or a contract; null where nobody says. */
  since: Date | null;
  sums: { reporterKey: string; unauthenticated: boolean; epoch: Date; sum: number }[];
}

/** What scoring an account came to. */
export interface AccountScore {
  state: AccountState;
  score: number;
  /** What the stage follows from: the score without unauthenticated reports, which anybody can send in any number. */
  stageScore: number;
  complaintScore: number;
  /** L, points from our own log; null where it is not known. */
  logSignals: number | null;
  /** Our own log alone would have brought the account before a person. */
  isOwnDetection: boolean;
  historyFactor: number;
  stage: number;
  stageSince: Date;
  belowSince: Date | null;
  rule: string;
  lines: ScoreLine[];
}

/** The reporter key of reports that nothing authenticates begins so; see `identifyReporter`. */
export function isUnauthenticatedKey(reporterKey: string): boolean {
  return reporterKey.startsWith('unauthenticated:');
}
