// The words of the own-log signals: what was measured of an account in our own mail log (facts), and what one rule makes
// of it (finding). Facts are kept, points are not: a new policy judges the same facts anew.

import type { ScoreLine } from '../types';

/** The hour in which the account handed in most recipients, beside its own habit. */
export interface BusiestHour {
  /** Begin of the hour, ISO time. */
  hour: string;
  recipients: number;
  /** Median and largest of its earlier hours in which it sent anything; null where too little of the log is known. */
  median: number | null;
  largest: number | null;
  /** Networks of this hour that it never came from before; null where nobody asked or knows, absent of older facts. */
  newNetworks?: number | null;
}

/** The hour in which the account came from most places. */
export interface WidestHour {
  hour: string;
  networks: string[];
  /** How many of them it never came from before; null where too little of the log is known. */
  newNetworks: number | null;
  /** ISO 3166 codes; null where no country table is configured. */
  countries: string[] | null;
  /** How many of the countries are new to the account. */
  newCountries: number | null;
}

/** What the mail log says of an account within the policy's window. */
export interface LogFacts {
  /** The window, ISO times: it ends where the log ends, so that a log that is behind says neither more nor less. */
  from: string;
  to: string;
  messages: number;
  busiest: BusiestHour;
  widest: WidestHour;
  /** Recipients with a final answer, and those of them returned. */
  finished: number;
  bounced: number;
  /** Mails under a sender of a domain that is not ours; null where our domains are not known, and of sites. */
  foreignFrom: number | null;
  foreignDomain: string | null;
  /** Mails that our own filter refused. */
  refused: number;
}

/** What is known of the account beside its log. */
export interface SignalAccount {
  declaredBulk: boolean;
  /** Since when there is an account or a contract; null where nobody says. */
  ageDays: number | null;
}

/** `points`: 0 where the rule does not hold, null where it would matter and cannot be known. */
export interface Finding {
  /** The code of the line: `signal-volume`. */
  code: string;
  points: number | null;
  detail: NonNullable<ScoreLine['detail']>;
}
