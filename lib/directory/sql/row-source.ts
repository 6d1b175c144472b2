// A database as the reader of directories sees it: one connection, one read-only transaction, rows in chunks.

import type { RawRow } from '../read-row';

/** Rows fetched at one go: the memory of one chunk stays small, and a million rows take five hundred round trips. */
export const ROWS_AT_ONCE = 2_000;

export interface RowSource {
  /** What the server calls itself. */
  version: string;
  isEncrypted: boolean;
  /** The rows of one SELECT in chunks, all or the first few, column names in lower case. Throws `DirectoryFault`. */
  rows(statement: string, name: string, limit: number | null): AsyncGenerator<RawRow[]>;
  /** Ends the transaction and the connection; whatever still runs is broken off. */
  close(): Promise<void>;
}

/** Lower-case names, so that a database that folds to upper case reads the same. */
export function lowerKeys(row: Record<string, unknown>): RawRow {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value]));
}

/** A statement without the semicolon that people end it with. */
export function trimmedStatement(statement: string): string {
  return statement.trim().replace(/;+\s*$/, '');
}
