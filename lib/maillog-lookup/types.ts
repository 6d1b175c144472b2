// The port through which everything else asks the mail log: our own tables, or the log cluster a provider already runs.
// All questions come in batches; answers stand in the order of the questions.

import type { HostCoverage } from '@/lib/maillog/host-coverage';
import type { LogRefusal, MailTransaction } from '@/lib/maillog/types';

/** A time window in milliseconds since 1970, both ends included. */
export interface Window {
  from: number;
  to: number;
}

export interface QueueIdQuestion {
  queueId: string;
  /** Name of our server in the Received line; null where the line names none. */
  host: string | null;
  /** Queue ids are used again: only transactions that lived in this window count. */
  window: Window;
}

export interface MessageIdQuestion {
  /** Without angle brackets. */
  messageId: string;
  window: Window;
}

export interface ClientQuestion {
  clientIp: string;
  /** RFC 6692; null where unknown. */
  clientPort: number | null;
  window: Window;
  /** Only transactions with a recipient there; null for any. */
  recipientDomain: string | null;
}

/** What an account sent in a window, by the log. */
export interface AccountVolume {
  login: string;
  messages: number;
  recipients: number;
  delivered: number;
  bounced: number;
}

/** Who sends: a login, or a local user of one of our servers (a site); `user` is a uid in digits, or a name. */
export type SenderKey = { kind: 'login'; login: string } | { kind: 'local'; host: string; user: string };

export interface HistoryQuestion {
  sender: SenderKey;
  /** By the first line of a mail. */
  window: Window;
}

/** One hour in which a sender sent anything. */
export interface SenderHour {
  /** Its begin, UTC. */
  at: number;
  messages: number;
  recipients: number;
  delivered: number;
  bounced: number;
  /** The first mail of the hour. */
  firstAt: number;
}

/** Where a sender's mail came from on one day: the client of a login, the folder of a local program. */
export interface SenderPlace {
  clientIp: string | null;
  clientName: string | null;
  cwd: string | null;
  messages: number;
  recipients: number;
  firstAt: number;
  lastAt: number;
}

/** What a sender did on one day (UTC), as the log keeps whole days. */
export interface SenderDay {
  /** `2026-11-22` */
  day: string;
  /** Ascending. */
  hours: SenderHour[];
  /** In the order in which they were first seen, at most `MOST_PLACES`; `placeCount` counts all. */
  places: SenderPlace[];
  placeCount: number;
  /** Recipient domains with their delivered recipients, the `MOST_DOMAINS` largest. */
  domains: Record<string, number>;
  /** Mails that are neither delivered nor given up for all recipients, and how many recipients those are. */
  openMessages: number;
  openRecipients: number;
}

/** One hour in which a login was refused. */
export interface RefusalHour {
  /** Its begin, UTC. */
  at: number;
  /** Sign-ins that failed, or mail of the signed-in sender that was not taken. */
  kind: LogRefusal['kind'];
  refused: number;
  firstAt: number;
  lastAt: number;
  /** The first twenty addresses. */
  clients: string[];
  /** The last three lines, as written. */
  examples: string[];
}

/** A botnet signs in from thousands of addresses a day; nobody reads more than a page of them. */
export const MOST_PLACES = 100;
export const MOST_DOMAINS = 40;

/** From when to when a host's log is known, and where it has holes. */
export type LogCoverage = HostCoverage;

export interface MailLogLookup {
  findByQueueId(questions: readonly QueueIdQuestion[]): Promise<MailTransaction[][]>;
  findByMessageId(questions: readonly MessageIdQuestion[]): Promise<MailTransaction[][]>;
  findByClient(questions: readonly ClientQuestion[]): Promise<MailTransaction[][]>;
  /** One entry for each login, zeros where the log has nothing. */
  volumeOf(logins: readonly string[], window: Window): Promise<AccountVolume[]>;
  /** Recipients delivered to these domains (a reporter's own) in the window; one number for each sender, in their order. */
  deliveredTo(domains: readonly string[], senders: readonly SenderKey[], window: Window): Promise<number[]>;
  /**
   * What each sender sent, day by day, ascending; days without mail are left out. For jobs, not for requests: it reads
   * every mail of the sender. Mail that was handed on to a content filter counts where it came back.
   */
  historyOf(questions: readonly HistoryQuestion[]): Promise<SenderDay[][]>;
  /** When each login was refused, ascending; empty where the log does not say. */
  refusalsOf(logins: readonly string[], window: Window): Promise<RefusalHour[][]>;
  /** Empty where no log is connected at all. */
  coverage(): Promise<LogCoverage[]>;
}
