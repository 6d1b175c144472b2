// The words of scoring: what a complaint is worth (w), what an account's complaints add up to (S), what the account
// scores (P), and the stage that follows. Every number carries lines that say how it came about.

import type { StageCode } from './stages';

export type { StageCode } from './stages';

/** What a report is for scoring, whatever its format calls it. */
export const complaintKinds = [
  'user',
  'automatic',
  'trap',
  'fraud',
  'listing',
  'opt-out',
  'not-spam',
  'auth-failure',
  'unknown',
] as const;
export type ComplaintKind = (typeof complaintKinds)[number];

/**
 * One step of a calculation, for people. `times`: the result so far is multiplied by `factor`; `plus`: `factor` is
 * added; `cap`: the result so far was cut to `factor`. The screen translates `code` and fills in `detail`.
 */
export interface ScoreLine {
  code: string;
  op: 'times' | 'plus' | 'cap';
  factor: number;
  detail?: Record<string, string | number>;
}

/** Whether a complaint counts: see `decideStanding`. */
export type Standing = 'counted' | 'repeated' | 'cancelled' | 'weightless' | 'straggler';

/** A sum kept against an epoch: its value at `now` is `sum · 2^(−(now − epoch) / half-life)`. */
export interface DecayingSum {
  epoch: Date;
  sum: number;
}

/** What one reporter's counted complaints are worth now, before the caps. */
export interface ReporterValue {
  reporterKey: string;
  unauthenticated: boolean;
  valueNow: number;
}

/** One complaint as the standing rules see it. `weight` is w as if it counted (the product of its lines). */
export interface WeightedComplaint {
  reportId: number;
  reporterKey: string;
  unauthenticated: boolean;
  /** Lower-case address or token; '' where the report names nobody. */
  complainant: string;
  receivedAt: Date;
  kind: ComplaintKind;
  trustFactor: number;
  attributionFactor: number;
  weight: number;
  /** The reported mail was sent before the account's last release. */
  straggler: boolean;
}

/** What the minimum rules look at; only reports with enough trust and attribution are in these numbers. */
export interface MinimumEvidence {
  fraudQualified: boolean;
  distinctComplainants: number;
  /** Complaints per 1,000 recipients; null where no log tells. */
  ratePerMille: number | null;
  /** What that rate is at least, chance set aside; null likewise. */
  sureRatePerMille: number | null;
  declaredBulk: boolean;
  /** L, points from our own log; null where no log tells. */
  logSignals: number | null;
}

export type StageRule = 'score' | 'minimum-fraud' | 'minimum-complainants' | 'own-detection';

export interface StageDecision {
  stage: StageCode;
  rule: StageRule;
}

/** Why a case is opened: see `opensCase`. */
export type OpenReason =
  | 'own-detection'
  | 'minimum-rule'
  | 'threshold'
  | 'threshold-probation'
  | 'above-baseline'
  | 'higher-stage'
  | 'trap-hit';
