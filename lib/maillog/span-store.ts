// Which time of which host a source has read, run by run, and the lines that came late. Written with the rows they are
// about, in the same transaction.

import type { Sql, Tx } from '@/lib/db/sql';
import type { JoinedBatch } from './joiner';
import type { LogSpan } from './host-coverage';
import type { TransactionPart } from './open-transaction';

/** One source's reading without a break. Milliseconds. */
export interface ReadingRun {
  sourceId: number;
  /** Its first line; what it is known by. */
  runAt: number;
}

/** Clocks of two servers, and two lines of one, may be so far apart: what comes within it is not late. As attribution has it. */
const LATE_MS = 6 * 60_000;

/** Notes the time of each host that a batch holds. `kept`: what is older or newer makes no row. */
export async function noteSpans(
  tx: Tx,
  { parts, lastLineAt }: Pick<JoinedBatch, 'parts' | 'lastLineAt'>,
  { sourceId, runAt }: ReadingRun,
  kept: { from: number; to: number },
): Promise<void> {
  const hosts = lineTimes(parts);
  const [only, another] = hosts.values();
  // Of any line, also of those that are about no mail, where only one host writes.
  const last = Math.min(lastLineAt, kept.to);
  if (only !== undefined && another === undefined && last > only.to) only.to = last;
  if (hosts.size === 0) return;
  // Always in the same order: two writers of the same hosts must not wait for each other in a circle.
  const rows = [...hosts].sort(([a], [b]) => (a < b ? -1 : 1));
  const begin = new Date(Math.max(runAt, kept.from));
  await tx`
    WITH batch AS (
      SELECT * FROM unnest(${rows.map(([host]) => host)}::text[],
        ${rows.map(([, { from }]) => new Date(from).toISOString())}::text[]::timestamptz[],
        ${rows.map(([, { to }]) => new Date(to).toISOString())}::text[]::timestamptz[]) AS b (host, from_at, to_at)),
    late AS (
      INSERT INTO mail_log_late (host, from_at, to_at)
      -- Of a host that nobody knew, all lines come late.
      SELECT b.host, b.from_at, CASE WHEN k.to_at IS NULL THEN greatest(b.to_at, now()) ELSE least(b.to_at, k.to_at) END
      FROM batch b LEFT JOIN (SELECT host, max(to_at) AS to_at FROM mail_log_span GROUP BY host) k USING (host)
      WHERE k.to_at IS NULL OR b.from_at < k.to_at - make_interval(secs => ${LATE_MS / 1_000}))
    INSERT INTO mail_log_span (host, source_id, run_at, from_at, to_at)
    SELECT b.host, ${sourceId}, ${new Date(runAt)},
      -- A host that the source knows was silent since the run began, not unread.
      CASE WHEN EXISTS (SELECT FROM mail_log_span s WHERE s.host = b.host AND s.source_id = ${sourceId}
          AND s.run_at <> ${new Date(runAt)})
        THEN least(b.from_at, ${begin}) ELSE b.from_at END,
      b.to_at
    FROM batch b
    ON CONFLICT (host, source_id, run_at) DO UPDATE SET
      from_at = least(mail_log_span.from_at, excluded.from_at),
      to_at = greatest(mail_log_span.to_at, excluded.to_at)`;
}

/** When the lines of each host were written, as far as its parts tell; a mail begun long ago has its line now. */
function lineTimes(parts: readonly TransactionPart[]): Map<string, { from: number; to: number }> {
  const hosts = new Map<string, { from: number; to: number }>();
  for (const { host, firstAt, lastAt, isContinued } of parts) {
    const from = isContinued ? lastAt : firstAt;
    const known = hosts.get(host);
    if (known === undefined) hosts.set(host, { from, to: lastAt });
    else {
      known.from = Math.min(known.from, from);
      known.to = Math.max(known.to, lastAt);
    }
  }
  return hosts;
}

/** All that was read and is kept. */
export async function listSpans(pool: Sql): Promise<LogSpan[]> {
  const rows = await pool<(Omit<LogSpan, 'from' | 'to'> & { from: Date; to: Date })[]>`
    SELECT p.host, p.source_id AS "sourceId", p.from_at AS "from", p.to_at AS "to",
      CASE WHEN s.kind = 'import' THEN 'import' WHEN s.paused IS FALSE THEN 'followed' ELSE 'retired' END AS role
    FROM mail_log_span p LEFT JOIN log_source s ON s.id = p.source_id
    ORDER BY p.host, p.from_at`;
  return rows.map((row) => ({ ...row, from: row.from.getTime(), to: row.to.getTime() }));
}

/** Forgets what is said to be known of the days before `day` (`2026-11-14`, UTC). */
export async function dropSpansBefore(tx: Tx, day: string): Promise<void> {
  const begin = tx`${day}::date::timestamp AT TIME ZONE 'UTC'`;
  await tx`DELETE FROM mail_log_span WHERE to_at < ${begin}`;
  await tx`UPDATE mail_log_span SET from_at = ${begin} WHERE from_at < ${begin}`;
}

/** Time of a host that lines came late for. */
export interface LateLines {
  host: string;
  from: Date;
  to: Date;
  /** When they came: whatever was said after that was said with them. */
  notedAt: Date;
}

/** Takes the notes of late lines away and returns them. */
export async function takeLateLines(tx: Tx): Promise<LateLines[]> {
  return tx<LateLines[]>`
    DELETE FROM mail_log_late
    RETURNING host, from_at AS "from", to_at AS "to", noted_at AS "notedAt"`;
}
