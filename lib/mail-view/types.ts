// A mail as people read it in the desk.
// Promise: plain data, safe for Postgres, JSON and the screen; the HTML holds nothing that runs,
// loads or leads anywhere.

/** One file of a mail, described and never opened. */
export interface MailFile {
  /** Its place among the files of the mail, from 0: what it is asked for by. */
  index: number;
  /** As the mail names it, everything in it visible; or null. */
  name: string | null;
  /** Media type in lower case. */
  type: string;
  sizeBytes: number;
  /** The first 16 hexadecimal digits of the content's SHA-256. */
  sha256Prefix: string;
}

export interface MailView {
  /** All fields in order, encoded words decoded. */
  headers: { name: string; value: string }[];
  /** The plain text body, or null where the mail has none. */
  text: string | null;
  /** The HTML body, sanitised, or null. */
  html: string | null;
  /** True where text or HTML was cut. */
  isCut: boolean;
}

/** Expected failures: it took too long, it needed too much room, or the parser gave up on it. */
export type MailViewResult =
  { ok: true; view: MailView } | { ok: false; code: 'too-slow' | 'too-big' | 'failed' };

/** A stretch of a mail's source. */
export interface SourceSegment {
  text: string;
  isMachine: boolean;
}

/** The beginning of a mail's source as text. */
export interface SourceView {
  segments: SourceSegment[];
  /** Lines shown. */
  lines: number;
  /** More of the mail is in its download alone. */
  isCut: boolean;
}
