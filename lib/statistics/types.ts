// The words of the statistics. Days are UTC, written `2026-11-22`; what cannot be known is null, never 0.

/** Along what reports are counted. */
export type ReportDimension = 'program' | 'kind' | 'verdict';

/** Days, both included. */
export interface Period {
  from: string;
  to: string;
}

/** One row of a table by day: its total, that of the period before, and each day from the first to the last. */
export interface DaySeries {
  /** `loop:7`, a kind, a verdict; a customer's number, or '' for accounts of no known customer. */
  key: string;
  /** What people call it; null where the key says it. */
  name: string | null;
  total: number;
  /** Null where nothing was counted yet then. */
  before: number | null;
  days: number[];
}

/** Half and nine tenths of the cases took no longer, in seconds; null where there is no case. */
export interface Spread {
  cases: number;
  median: number | null;
  p90: number | null;
}

/** What follows from the cases of one period. */
export interface CaseFigures {
  opened: number;
  closed: number;
  confirmed: number;
  cleaned: number;
  unfounded: number;
  /** Of those closed as confirmed, cleaned or unfounded; null where there is none. */
  falseShare: number | null;
  /** From the first complaint to the order of the lock, of locks ordered in the period. */
  toLock: Spread;
  /** From the first complaint to the proof of the lock. */
  toConfirmedLock: Spread;
  /** Locks that were ordered before any complaint came: they are in no span. */
  lockedFirst: number;
  /** Opened cases whose account had a confirmed case within 30 days before, or that relapsed or were reopened. */
  repeats: number;
  repeatShare: number | null;
  /** Complaints that came while a confirmed lock stood, and those of them about mail of that time. */
  afterLock: number;
  sentAfterLock: number;
}

/** One program's part in the confirmed cases; a case that several complained about counts for each. */
export interface ProgramShare {
  /** `loop:7`; `other`: all reporters that are no subscription; `none`: nobody complained, our own log was enough. */
  key: string;
  name: string | null;
  confirmed: number;
  share: number;
}

/** Open cases by their age in days; `to` null: no upper end. */
export interface AgeBand {
  from: number;
  to: number | null;
  cases: number;
}

/** Complaints per 1,000 delivered mails, of the days whose deliveries are known. */
export interface RateFigure {
  perThousand: number | null;
  complaints: number;
  delivered: number;
  /** Days of the period with known deliveries. */
  knownDays: number;
}

/** What one person closed; only where an administrator switched it on. */
export interface AgentFigure {
  name: string;
  closed: number;
  unfounded: number;
}

export interface RankedCustomer extends DaySeries {
  isReseller: boolean;
}

/** The figures of one section of the period. */
export interface CourseSection extends Period {
  /** Cases opened. */
  opened: number;
  toLock: Spread;
  toConfirmedLock: Spread;
  falseShare: number | null;
  repeatShare: number | null;
  /** Complaints in spite of locks that were ordered in this section. */
  afterLock: number;
  perThousand: number | null;
}

/** Everything the page shows. */
export interface Statistics {
  period: Period;
  before: Period;
  /** When the counters were last brought up to date; null: never. */
  countedAt: string | null;
  /** The first day that was counted, by dimension; null: nothing was. */
  knownFrom: Record<ReportDimension | 'account', string | null>;
  reports: Record<ReportDimension, DaySeries[]>;
  customers: RankedCustomer[];
  resellers: RankedCustomer[];
  cases: CaseFigures;
  casesBefore: CaseFigures;
  programs: ProgramShare[];
  openByAge: AgeBand[];
  rate: RateFigure;
  rateBefore: RateFigure;
  /** The period in sections: how the figures went. */
  course: CourseSection[];
  /** Null while figures per agent are switched off. */
  agents: AgentFigure[] | null;
}
