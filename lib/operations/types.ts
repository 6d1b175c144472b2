// How the installation is doing, for its operator: what a health check and a scrape of metrics are made of. Nothing here
// tells of a customer, a complainant or restricted mail.

/** A worker by its last word, over all processes that run it. */
interface WorkerBeat {
  worker: string;
  at: Date;
  /** The greatest resident memory of a process that runs it. */
  memoryBytes: number;
}

interface JobRun {
  name: string;
  succeededAt: Date | null;
  failedAt: Date | null;
  seconds: number;
}

/** A mailbox that is polled and not paused. */
export interface PolledMailbox {
  id: number;
  name: string;
  provedAt: Date | null;
  pollSeconds: number;
  isFailing: boolean;
  backlog: number;
}

interface FollowedLog {
  id: number;
  name: string;
  lastLineAt: Date | null;
  /** Lines read so far, and how many of them nobody could make sense of. */
  lines: number;
  unread: number;
  isDown: boolean;
}

/** A count along one label with a bounded set of values. */
export type Counts = { label: string; count: number }[];

/** One look at everything; counts of mail are capped. */
export interface Operations {
  workers: WorkerBeat[];
  jobs: JobRun[];
  mailboxes: PolledMailbox[];
  logs: FollowedLog[];
  /** Mails by state, each at most `COUNT_CAP`: processed ones, nearly all, are not counted. */
  mails: Counts;
  oldestWaitingAt: Date | null;
  openCases: Counts;
  casesWithAttention: number;
  measures: Counts;
  measuresOverdue: number;
  notices: Counts;
  outgoing: Counts;
  /** What is due in an outbox the longest. */
  oldestDue: { label: string; at: Date | null }[];
  loopsActive: number;
  loopsSilent: number;
  openTasks: number;
  countedAt: Date | null;
}

/** Beyond this a count says "at least": counting on would cost more than knowing it is worth. */
export const COUNT_CAP = 10_000;
