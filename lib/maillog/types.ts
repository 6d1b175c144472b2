// The words of the mail log: one line of a mail server as an event, and the transaction that the lines of one queue id
// make together. Source: Postfix and Exim documentation; docs/mail-log.md.

/** How a source writes its lines. Postfix in every syslog shape: RFC 3164, RFC 5424, ISO times of `maillog_file`. */
export const logFormats = ['postfix', 'journald', 'exim', 'kumomta'] as const;
export type LogFormat = (typeof logFormats)[number];

/** Where the mail came into our hands. */
export type Origin =
  /** Authenticated submission: `saslUser` is set. */
  | 'submission'
  /** A local program (pickup, sendmail): `uid`, perhaps `cwd`. */
  | 'local'
  /** From another server, unauthenticated. */
  | 'inbound'
  /** Came back from a content filter; `originQueueId` leads to the first one. */
  | 'reinjected'
  | 'unknown';

export type Fate =
  | 'sent'
  | 'deferred'
  | 'bounced'
  | 'expired'
  | 'rejected'
  | 'queued'
  | 'mixed'
  /** Given to a content filter and taken back under another queue id, which counts. */
  | 'handed-on';

/** One message our servers handled: all lines of one (host, queue id), joined along re-injection. */
export interface MailTransaction {
  host: string;
  queueId: string;
  /** ISO-free: milliseconds since 1970, UTC. */
  firstAt: number;
  lastAt: number;
  origin: Origin;
  /** Lower case; null where nobody authenticated. */
  saslUser: string | null;
  clientIp: string | null;
  clientPort: number | null;
  clientName: string | null;
  /** Of a local program. */
  uid: number | null;
  localUser: string | null;
  cwd: string | null;
  /** Without angle brackets. */
  messageId: string | null;
  /** Lower case, without brackets; '' is the null sender. */
  envelopeFrom: string | null;
  sizeBytes: number | null;
  /** Recipients taken (nrcpt); recipients delivered and returned; attempts put off. */
  recipients: number;
  delivered: number;
  deferred: number;
  bounced: number;
  /** Recipient domains with their delivered recipients, at most 200; the rest is counted under '*'. */
  domains: Record<string, number>;
  /** Came in from outside and left for another server: an alias, a forward, SRS. */
  isForward: boolean;
  fate: Fate;
  /** The first transaction of a re-injected mail (host and queue id), null for the first itself. */
  originHost: string | null;
  originQueueId: string | null;
  /** T= of Exim, where it is written. */
  subject: string | null;
  /** The lines that prove it, as written, at most 12 and 4 kB: client, message-id, from, first deliveries. */
  lines: string[];
}

/** A line about somebody who was refused: a rejected recipient or a failed authentication. */
export interface LogRefusal {
  host: string;
  at: number;
  kind: 'reject' | 'sasl-failure';
  saslUser: string | null;
  clientIp: string | null;
  line: string;
}
