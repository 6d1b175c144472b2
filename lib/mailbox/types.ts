// The port between intake and a mailbox, whatever its kind. It promises that silence is never taken for "no mail":
// every call ends with an answer of the server or throws `MailboxError`.
// Source: RFC 3501 §2.3.1.1 (UID and UIDVALIDITY), RFC 6851 (MOVE), RFC 4315 (UIDPLUS).

/** An IMAP mailbox, with its password in the clear: lives only as long as the connection. */
export interface ImapConfig {
  kind: 'imap';
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  /** Certificate authorities to trust beside the system's own, PEM; null for the system's alone. */
  caPem: string | null;
  username: string;
  password: string;
  folder: string;
  processedFolder: string;
  quarantineFolder: string;
  /** Waits with IDLE (RFC 2177) between polls, where the server offers it. */
  idle: boolean;
  /** Silence while an answer is due, after which the connection counts as dead; 90,000 where left out. */
  timeoutMs?: number;
}

/** A Maildir; the two folders are Maildir++ folders beside it (`.Processed`). */
export interface MaildirConfig {
  kind: 'maildir';
  /** Absolute path of the folder that holds cur, new and tmp. */
  path: string;
  processedFolder: string;
  quarantineFolder: string;
}

export type MailboxConfig = ImapConfig | MaildirConfig;

/** What goes wrong with mailboxes. Each code has its sentence in the messages of the screen. */
export type MailboxErrorCode =
  | 'connection-failed'
  | 'timed-out'
  | 'tls-failed'
  | 'sign-in-refused'
  | 'insecure-refused'
  | 'folder-missing'
  | 'folder-refused'
  | 'folder-full'
  | 'move-unsupported'
  | 'move-refused'
  | 'throttled'
  | 'fetch-incomplete'
  | 'server-refused'
  | 'path-missing'
  | 'path-refused'
  | 'password-unreadable';

/** A mailbox that did not do what was asked; `detail` is the server's or the system's own text. */
export class MailboxError extends Error {
  override name = 'MailboxError';
  constructor(
    readonly code: MailboxErrorCode,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
  }
}

/** Where the polled folder stands. */
export interface FolderStatus {
  /** 0 for a Maildir, whose file names never come back. */
  uidValidity: number;
  messages: number;
  /** The UID that the next mail will get at the earliest; null where the kind has no such number. */
  uidNext: number | null;
}

/** One mail as the server gave it. */
export interface FetchedMail {
  uid: string;
  /** INTERNALDATE, or the file's time. */
  receivedAt: Date;
  sizeBytes: number;
  /** Null where the mail is larger than `MAIL_LIMITS.mailBytes`: then it is not read. */
  source: Buffer | null;
}

export type MoveTarget = 'processed' | 'quarantine';

/** Where a mail lies now, as text for `delivery.moved_to` (see `location.ts`). */
export interface MovedMail {
  uid: string;
  location: string;
}

/** One mailbox, opened. Not for concurrent use, except that `move` may run beside `fetch`. */
export interface MailSource {
  /** Asks the server afresh. The only proof that a poll took place. */
  status(): Promise<FolderStatus>;
  /** The UIDs in the folder, oldest first: all, or those from `fromUid` on (RFC 3501 §6.4.8: at least the last one). */
  list(fromUid: number | null): Promise<string[]>;
  /** Those of `uids` that are in the folder now. */
  filterPresent(uids: readonly string[]): Promise<string[]>;
  /** The mails of `uids` that are still there, in any order, one at a time. */
  fetch(uids: readonly string[]): AsyncIterable<FetchedMail>;
  /** Moves out of the polled folder; answers for those that were there. Creates the target where it is missing. */
  move(uids: readonly string[], target: MoveTarget): Promise<MovedMail[]>;
  /** Moves from the processed folder to the quarantine folder; what is no longer there is absent in the answer. */
  setAside(locations: readonly string[]): Promise<Map<string, string>>;
  /** Returns after `ms`, earlier when mail arrives or `signal` fires. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
