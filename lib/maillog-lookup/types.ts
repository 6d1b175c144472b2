// The port through which everything else asks the mail log: our own tables, or the log cluster a provider already runs.
// All questions come in batches; answers stand in the order of the questions.

import type { MailTransaction } from '@/lib/maillog/types';

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

/** From when to when a host's log is known. */
export interface LogCoverage {
  host: string;
  from: number;
  to: number;
}

export interface MailLogLookup {
  findByQueueId(questions: readonly QueueIdQuestion[]): Promise<MailTransaction[][]>;
  findByMessageId(questions: readonly MessageIdQuestion[]): Promise<MailTransaction[][]>;
  findByClient(questions: readonly ClientQuestion[]): Promise<MailTransaction[][]>;
  /** One entry for each login, zeros where the log has nothing. */
  volumeOf(logins: readonly string[], window: Window): Promise<AccountVolume[]>;
  /** Recipients delivered to these domains (a reporter's own) in the window, by login. */
  deliveredTo(
    domains: readonly string[],
    logins: readonly string[],
    window: Window,
  ): Promise<Map<string, number>>;
  /** Empty where no log is connected at all. */
  coverage(): Promise<LogCoverage[]>;
}
