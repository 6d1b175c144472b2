// Use case: a source of connections is read, whole or not at all: its rows, and the complaints that waited for them to be
// read again. By a person's word the first time; later whenever its file has changed.

import { appendAudit } from '@/lib/audit/store';
import { skewMs } from '@/lib/attribution/log-limits';
import {
  lockConnections,
  mailsWithConnection,
  mergeSessions,
  replacePrefixes,
  stageConnections,
} from '@/lib/connections/connection-store';
import { findConnectionSource } from '@/lib/connections/source-queries';
import type { ConnectionFileProblem, ConnectionSourceRow } from '@/lib/connections/types';
import { prisma } from '@/lib/db/prisma';
import { sql, type Tx } from '@/lib/db/sql';
import { markForReplay } from '@/lib/intake/replay-store';
import type { SignedInUser } from '@/lib/users/types';
import {
  connectionRows,
  openConnectionLines,
  problemOfCounts,
  type ConnectionCounts,
} from './connection-lines';
import { forgetDeskContext } from './desk-context';
import { done, refused, type Outcome } from './outcome';

/** Complaints older than that weigh nothing. */
const REREAD_MS = 14 * 24 * 3_600_000;

export interface ConnectionReading {
  rows: number;
  badRows: number;
  /** Mails that are read again. */
  reread: number;
}

/** Takes the whole transaction back. */
class RefusedFile extends Error {
  constructor(readonly problem: ConnectionFileProblem) {
    super(problem);
  }
}

/**
 * Reads the source. `admin` is who says so; null for the job, which reads only what a person once confirmed, and takes no
 * list that has lost more than half of its prefixes. Expected errors: `not-found` and `ConnectionFileProblem`.
 */
export async function readConnections(
  id: number,
  admin: Pick<SignedInUser, 'id'> | null,
  now = new Date(),
): Promise<Outcome<ConnectionReading>> {
  const source = await findConnectionSource(id);
  if (source === null || (admin === null && source.confirmedAt === null)) return refused('not-found');
  const counts: ConnectionCounts = { good: 0, bad: 0, firstBad: [] };
  try {
    const opened = await openConnectionLines(source);
    if (!opened.ok) throw new RefusedFile(opened.problem);
    const reread = await sql().begin(async (tx) => {
      await lockConnections(tx);
      await stageConnections(tx, connectionRows(opened.lines, source, counts));
      const problem = problemOfCounts(counts) ?? (admin === null ? shrunk(source, counts) : null);
      if (problem !== null) throw new RefusedFile(problem);
      if (source.kind === 'prefixes') await replacePrefixes(tx, id);
      else await mergeSessions(tx, id);
      await noteSuccess(tx, id, { counts, mark: opened.mark, now });
      const mails = await mailsWithConnection(tx, new Date(now.getTime() - REREAD_MS), skewMs);
      return mails.length === 0 ? 0 : markForReplay(tx, { ids: mails });
    });
    if (admin !== null) await audit(id, admin, counts);
    forgetDeskContext();
    return done({ rows: counts.good, badRows: counts.bad, reread });
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    await sql()`UPDATE connection_source SET last_error = ${problem}, bad_rows = ${counts.bad} WHERE id = ${id}`;
    return refused(problem);
  }
}

function shrunk(
  { kind, rows }: ConnectionSourceRow,
  { good }: ConnectionCounts,
): ConnectionFileProblem | null {
  return kind === 'prefixes' && good < rows / 2 ? 'shrunk' : null;
}

/** A file that vanishes or fails under the reader is a problem of the file, everything else one of ours. */
function problemOf(error: unknown): ConnectionFileProblem | null {
  if (error instanceof RefusedFile) return error.problem;
  const isOfFile =
    error instanceof Error && 'syscall' in error && ['open', 'read'].includes(String(error.syscall));
  return isOfFile ? 'unreadable' : null;
}

async function noteSuccess(
  tx: Tx,
  id: number,
  { counts, mark, now }: { counts: ConnectionCounts; mark: string; now: Date },
): Promise<void> {
  await tx`
    UPDATE connection_source
    SET confirmed_at = coalesce(confirmed_at, ${now}), last_read_at = ${now}, last_error = NULL, mark = ${mark},
      rows = ${counts.good}, bad_rows = ${counts.bad}
    WHERE id = ${id}`;
}

async function audit(
  id: number,
  admin: Pick<SignedInUser, 'id'>,
  { good, bad }: ConnectionCounts,
): Promise<void> {
  await prisma().$transaction((tx) =>
    appendAudit(tx, {
      userId: admin.id,
      action: 'connections-read',
      subject: `connections:${id}`,
      detail: { rows: good, badRows: bad },
    }),
  );
}
