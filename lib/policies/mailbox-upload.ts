// What the browser and the server say to each other about a file whose mails are replayed. Pure.

import type { FileRefusal } from '@/lib/intake/split-file';

/** A month of complaints; larger files in parts. The worker reads it a few mails at a time. */
export const REPLAY_FILE_BYTES = 256 * 1024 * 1024;

/** Mails of a file: what the worker reads in a few minutes, and 100,000 complaints at the very most. */
export const REPLAY_FILE_MAILS = 50_000;

export type MailboxRefusal =
  | FileRefusal
  | 'too-many'
  | 'signed-out'
  | 'foreign-origin'
  | 'forbidden'
  | 'no-draft'
  | 'replay-running'
  | 'broken'
  | 'unexpected';

/** The answer: the replay that now waits, or why there is none. */
export type MailboxAnswer = { replayId: number } | { refusal: MailboxRefusal };
