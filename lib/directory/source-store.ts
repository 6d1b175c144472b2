// Rows of the sources: which are due, what their reading came to, and what a person sets.

import type { Sql, Tx } from '@/lib/db/sql';
import type { StageCounts } from './stage-store';
import type { DirectoryKind, DirectoryProblem } from './types';

/** A source as its reader needs it. */
export interface DirectorySource {
  id: number;
  name: string;
  kind: DirectoryKind;
  /** As the adapter of its kind takes them. */
  settings: unknown;
  secretSealed: Uint8Array | null;
  paused: boolean;
  /** Counts of the last accepted reading. */
  counts: StageCounts;
  /** Whether it was ever read to its end. */
  isRead: boolean;
}

/** Kinds that are read whole; the others are asked for one login at a time. */
export const listingKinds: readonly DirectoryKind[] = ['sql', 'csv', 'ldap'];

function columns(pool: Sql | Tx) {
  return pool`
    id, name, kind, settings, secret_sealed AS "secretSealed", paused, last_read_at IS NOT NULL AS "isRead",
    json_build_object('customers', customers, 'accounts', accounts, 'aliases', aliases, 'domains', domains) AS counts`;
}

/** One source; null where it is gone. */
export async function loadDirectorySource(pool: Sql | Tx, id: number): Promise<DirectorySource | null> {
  const [row] = await pool<DirectorySource[]>`SELECT ${columns(pool)} FROM directory_source WHERE id = ${id}`;
  return row ?? null;
}

/** Sources that are asked for one login at a time, in the order of their position. */
export async function listResolvers(pool: Sql): Promise<DirectorySource[]> {
  return pool<DirectorySource[]>`
    SELECT ${columns(pool)} FROM directory_source WHERE kind IN ('http', 'abusehq') AND NOT paused ORDER BY position, id`;
}

/** Listings to be read now: by their schedule, or because a person asked since the last try. */
export async function listDueDirectories(pool: Sql, now: Date): Promise<number[]> {
  const rows = await pool<{ id: number }[]>`
    SELECT id FROM directory_source
    WHERE kind = ANY(${listingKinds as string[]}) AND (
      (requested_at IS NOT NULL AND (tried_at IS NULL OR requested_at > tried_at))
      OR (NOT paused AND every_minutes IS NOT NULL
        AND (tried_at IS NULL OR tried_at <= ${now}::timestamptz - make_interval(mins => every_minutes))))
    ORDER BY position, id`;
  return rows.map(({ id }) => id);
}

/** Notes that a reading begins. */
export async function noteTry(pool: Sql, id: number): Promise<void> {
  await pool`UPDATE directory_source SET tried_at = clock_timestamp() WHERE id = ${id}`;
}

/** Keeps others from reading the same source until the transaction ends; false where somebody does just now. */
export async function lockReading(tx: Tx, id: number): Promise<boolean> {
  const [row] = await tx<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtext('directory-reading'), ${id}) AS locked`;
  return row?.locked === true;
}

export interface ReadingResult {
  counts: StageCounts;
  problems: number;
  conflicts: number;
  findings: DirectoryProblem[];
}

/** What a reading came to, to its end. */
export async function noteReading(tx: Tx, id: number, result: ReadingResult): Promise<void> {
  const { counts, problems, conflicts, findings } = result;
  await tx`
    UPDATE directory_source SET last_read_at = clock_timestamp(), last_error = NULL, last_error_at = NULL,
      customers = ${counts.customers}, accounts = ${counts.accounts}, aliases = ${counts.aliases},
      domains = ${counts.domains}, problems = ${problems}, conflicts = ${conflicts},
      findings = ${tx.json(findings as never)}
    WHERE id = ${id}`;
}

/** A resolver answered, whatever it said. */
export async function noteAnswers(pool: Sql, id: number, now: Date): Promise<void> {
  await pool`
    UPDATE directory_source SET tried_at = ${now}, last_read_at = ${now}, last_error = NULL, last_error_at = NULL
    WHERE id = ${id}`;
}

/** Why a source could not be read; what was read before stays. */
export async function noteFault(
  pool: Sql,
  id: number,
  fault: { code: string; detail: Record<string, string | number> },
): Promise<void> {
  await pool`
    UPDATE directory_source SET last_error = ${pool.json(fault)}, last_error_at = clock_timestamp() WHERE id = ${id}`;
}

/** The uploaded CSV of a source; null where none was. */
export async function loadUploadedFile(
  pool: Sql,
  id: number,
): Promise<{ name: string; bytes: Buffer } | null> {
  const [row] = await pool<{ name: string; bytes: Buffer }[]>`
    SELECT name, bytes FROM directory_file WHERE source_id = ${id}`;
  return row ?? null;
}
