// A source of the mail log: where its lines come from, how they are written, and how far they are read.

import type { LogFormat } from '@/lib/maillog/types';

export const logSourceKinds = ['file', 'syslog', 'import', 'cluster'] as const;
export type LogSourceKind = (typeof logSourceKinds)[number];

/** How far the content of one file is read. The file is known by its first bytes, whatever it is called by now. */
export interface FileMark {
  /** SHA-256 of the first `headLength` bytes of the content, in hexadecimal digits. */
  head: string;
  headLength: number;
  /** Bytes of the (unpacked) content that are in the database. */
  offset: number;
  /** When the file was last seen, milliseconds. */
  seenAt: number;
  /** The run that its content was read in, and the time of the last line read; null while no line had a time. */
  run: number | null;
  lastAt: number | null;
}

export interface LogPosition {
  files: FileMark[];
  /** Of the syslog listener, which has no files: the run that it is in. */
  run?: number;
}

/** A source as its reader needs it. */
export interface FollowedSource {
  id: number;
  name: string;
  kind: LogSourceKind;
  path: string | null;
  host: string | null;
  format: LogFormat | 'auto';
  timeZone: string;
  syslogName: string;
  position: LogPosition;
}

/** What a person sets. */
export interface LogSourceSettings {
  name: string;
  path: string;
  host: string;
  format: LogFormat | 'auto';
  timeZone: string;
  syslogName: string;
}

/** What one commit adds to a source. */
export interface SourceProgress {
  position: LogPosition;
  lines: number;
  unread: number;
  /** Milliseconds; NaN where no line had a time. */
  lastLineAt: number;
}
