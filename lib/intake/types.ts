// The words of intake: what a batch is, what a mailbox is to the poller, what one pass over it leaves behind.

/** One mail of a batch, ready to be stored. */
export interface MailToStore {
  uid: string;
  /** SHA-256 of `source`, 32 bytes. */
  sha256: Buffer;
  source: Buffer;
  receivedAt: Date;
  /** Set where intake itself sets the mail aside; `source` is then a stub that says what is missing. */
  setAside: SetAside | null;
}

export interface SetAside {
  reasonCode: 'too-large';
  reasonText: string;
  /** Size of the mail that was not fetched. */
  sizeBytes: number;
}

/** Mails of one mailbox under one UIDVALIDITY, stored in one transaction. */
export interface MailBatch extends FolderKey {
  mails: MailToStore[];
}

/** A message row that a batch made, and the position of its mail in the batch. */
export interface FreshMessage {
  id: number;
  position: number;
}

/** How many rows a batch made. `messages` is below `deliveries` where bytes were known already. */
export interface StoredBatch {
  messages: number;
  deliveries: number;
  /** The rows behind `messages`. */
  fresh: readonly FreshMessage[];
}

/** The named points between fetch, commit and move at which tests kill the worker. */
export const FAILPOINTS = [
  'after-fetch',
  'before-commit',
  'after-commit',
  'before-move',
  'after-move',
  'before-mark-moved',
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

/** Called at each named point; does nothing outside tests. */
export type Reach = (point: Failpoint) => void;

/** Ways in that are not polled: mail is handed over, and each way has a `mailbox` row of its own (origin `built-in`). */
export const PUSH_WAYS = ['lmtp', 'http', 'upload'] as const;
export type PushWay = (typeof PUSH_WAYS)[number];

/** A mailbox's row as the poller needs it. */
export interface PolledMailbox {
  id: number;
  name: string;
  kind: 'imap' | 'maildir';
  host: string | null;
  port: number | null;
  security: string;
  caPem: string | null;
  username: string | null;
  passwordSealed: Buffer | null;
  path: string | null;
  folder: string;
  processedFolder: string;
  quarantineFolder: string;
  pollSeconds: number;
  idle: boolean;
}

/** A mail that was handed over, as it came. */
export interface TakenMail {
  rawMessageId: number;
  /** Of the bytes as stored, hexadecimal. */
  sha256: string;
  /** False where these bytes were known already, by whatever way they came. */
  isNew: boolean;
}

/** A folder in one generation of its UIDs, as `folderKey` makes it. */
export interface FolderKey {
  mailboxId: number;
  /** The server's UIDVALIDITY below the number of the place that the mailbox points to. */
  uidValidity: number;
}

/** A mail that the server lists, and what intake has to do with it. */
export interface ListedMail {
  uid: string;
  /** `unknown`: fetch and store. `to-…`: stored, to be moved there. `stays`: stored as a stub, left alone for good. */
  work: 'unknown' | 'to-processed' | 'to-quarantine' | 'stays';
}
