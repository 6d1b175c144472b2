// The words of a replay: an account's complaints of the past, run again under a policy as if it had been in force all the
// time, and two such runs side by side.

import type { AccountKind } from '@/lib/attribution/types';
import type { MeasuredRate } from '../complaint-rate';
import type { WeightFacts } from '../reweigh';
import type { KnownLog } from '../signals/log-signals';
import type { OpenReason } from '../types';

/** A complaint as a replay needs it. */
export interface ReplayComplaint extends WeightFacts {
  reportId: number;
  reporterKey: string;
  unauthenticated: boolean;
  /** '' where the report names nobody. */
  complainant: string;
}

/** What a person decided about the account's case at that time; a replay takes it over where it has a case then. */
export interface ReplayDecision {
  at: Date;
  kind: 'ended' | 'reopened';
}

/** Everything known of one account that its run follows from. */
export interface ReplayAccount {
  accountId: number;
  login: string;
  kind: AccountKind;
  customerId: number | null;
  declaredBulk: boolean;
  /** As in `AccountState`. */
  since: Date | null;
  /** The complaint rate and the log's facts as last measured, and from when on they say anything; unknown before. */
  rate: { measured: MeasuredRate; from: Date } | null;
  log: { known: KnownLog; from: Date } | null;
  /** When incidents of this account, and of the customer's other accounts, were confirmed. */
  ownIncidents: Date[];
  otherIncidents: Date[];
  decisions: ReplayDecision[];
  /** By receipt, then by number. */
  complaints: ReplayComplaint[];
}

/** The time that is looked at. Complaints from before `from` only lead up to it. */
export interface ReplayWindow {
  from: Date;
  to: Date;
  /** Scores are looked at anew every so often, at multiples of this since 1970. */
  tickMs: number;
}

/** A case as it would have been. */
export interface ReplayCase {
  openedAt: Date;
  reason: OpenReason;
  /** Ranks. */
  peakStage: number;
  stage: number;
  /** Null while it is open at the end of the window. */
  endedAt: Date | null;
}

/** What a run came to: the cases that touch the window, and the account at its end. */
export interface ReplayRun {
  cases: ReplayCase[];
  stage: number;
  score: number;
  stageScore: number;
}

/** How an account fares under a draft, compared with the policy in force. */
export type ReplayChangeKind = 'appears' | 'vanishes' | 'stage';

/** One side of a comparison; `stage` is the highest its cases reached, null without a case. */
export interface ReplaySide {
  stage: number | null;
  /** ISO 8601, when its first case was opened. */
  openedAt: string | null;
  score: number;
}

/** An account whose cases would be others. Kept as JSON. */
export interface ReplayChange {
  kind: ReplayChangeKind;
  /** Null where no such account exists here: a mailbox of mails was replayed. */
  accountId: number | null;
  login: string;
  accountKind: AccountKind;
  complaints: number;
  now: ReplaySide;
  draft: ReplaySide;
}

/** Totals over all accounts, of one side each. */
export interface ReplayTotals {
  cases: number;
  /** Cases by the highest stage they reached, by rank. */
  byStage: number[];
  /** Accounts by their stage at the end, by rank. */
  accountsByStage: number[];
}

/** The result of a replay. Kept as JSON. */
export interface ReplayResult {
  /** ISO 8601. */
  from: string;
  to: string;
  accounts: number;
  complaints: number;
  tookMs: number;
  now: ReplayTotals;
  draft: ReplayTotals;
  /** How many accounts changed, by kind; `changes` names the weightiest of each. */
  counts: Record<ReplayChangeKind, number>;
  changes: ReplayChange[];
  /** Of `of` accounts that have or had a case in that time, so many had the same by the replay; null without kept cases. */
  reproduced: { same: number; of: number } | null;
  /** Of a file: mails, and what was left out of them. */
  mails: {
    read: number;
    complaints: number;
    unattributed: number;
    otherMail: number;
    tooLarge: number;
  } | null;
}
