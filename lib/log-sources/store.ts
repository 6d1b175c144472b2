// Rows of the log sources. The position moves only from where its mover believes it is: two readers of one source, or
// the last commit of one that was killed, never both count.

import type { Sql, Tx } from '@/lib/db/sql';
import { NOT_CONFIGURED } from './sync-store';
import type { FollowedSource, LogPosition, SourceProgress } from './types';

/** Sources to follow: not paused, of this kind. */
export async function listFollowed(pool: Sql, kind: 'file' | 'syslog'): Promise<FollowedSource[]> {
  return pool<FollowedSource[]>`
    SELECT ${columns(pool)} FROM log_source WHERE kind = ${kind} AND NOT paused ORDER BY id`;
}

/** One source, whatever its state; null where it is gone. */
export async function loadSource(pool: Sql, id: number): Promise<FollowedSource | null> {
  const [row] = await pool<FollowedSource[]>`SELECT ${columns(pool)} FROM log_source WHERE id = ${id}`;
  return row ?? null;
}

/** The source of an import, made where there is none; its position says what was imported before. */
export async function takeImportSource(
  pool: Sql,
  source: Pick<FollowedSource, 'name' | 'host' | 'format' | 'timeZone' | 'syslogName'>,
): Promise<FollowedSource> {
  const { name, host, format, timeZone, syslogName } = source;
  await pool`
    INSERT INTO log_source (name, kind, origin, host, format, time_zone, syslog_name)
    VALUES (${name}, 'import', 'import', ${host}, ${format}, ${timeZone}, ${syslogName})
    ON CONFLICT (name) DO UPDATE SET
      host = excluded.host, format = excluded.format, time_zone = excluded.time_zone, syslog_name = excluded.syslog_name`;
  const [row] = await pool<FollowedSource[]>`SELECT ${columns(pool)} FROM log_source WHERE name = ${name}`;
  if (row === undefined) throw new Error('the source of the import is gone');
  return row;
}

/** Positions of all sources: a file is imported only as far as nobody read it. */
export async function allPositions(pool: Sql): Promise<LogPosition> {
  const rows = await pool<{ position: LogPosition }[]>`SELECT ${position(pool)} FROM log_source`;
  return { files: rows.flatMap((row) => row.position.files) };
}

/** Moves the position from `before`; false where it is elsewhere by now. Locks the source until the transaction ends. */
export async function moveSource(
  tx: Tx,
  id: number,
  before: LogPosition,
  { position: after, lines, unread, lastLineAt }: SourceProgress,
): Promise<boolean> {
  const lastLine = Number.isNaN(lastLineAt) ? null : new Date(lastLineAt);
  const moved = await tx`
    UPDATE log_source SET
      position = ${tx.json(after as never)}, lines = lines + ${lines}, unread = unread + ${unread},
      last_line_at = coalesce(greatest(last_line_at, ${lastLine}::timestamptz), last_line_at),
      last_read_at = now(), last_error = NULL
    WHERE id = ${id} AND ${tx.json(before as never)}::jsonb = CASE WHEN position = '{}' THEN '{"files": []}' ELSE position END`;
  return moved.count === 1;
}

/** Notes that a source was looked at and had nothing new. */
export async function noteRead(pool: Sql, id: number): Promise<void> {
  await pool`UPDATE log_source SET last_read_at = now(), last_error = NULL WHERE id = ${id}`;
}

/** Notes why a source could not be read. */
export async function noteFailure(pool: Sql, id: number, message: string): Promise<void> {
  await pool`UPDATE log_source SET last_error = ${message.slice(0, 500)} WHERE id = ${id}`;
}

function position(pool: Sql) {
  return pool`CASE WHEN position = '{}' THEN '{"files": []}'::jsonb ELSE position END AS position`;
}

function columns(pool: Sql) {
  return pool`
    id, name, kind, path, host, format, time_zone AS "timeZone", syslog_name AS "syslogName", ${position(pool)}`;
}

/**
 * The source that the syslog listener writes to, made where there is none, and the run it is in: the one before, where
 * somebody listened until at most `quietMs` ago, else one that begins now.
 */
export async function takeSyslogSource(
  pool: Sql,
  { timeZone, now, quietMs }: { timeZone: string; now: number; quietMs: number },
): Promise<{ id: number; runAt: number }> {
  const fresh = pool.json({ files: [], run: now });
  const [row] = await pool<{ id: number; position: LogPosition }[]>`
    INSERT INTO log_source AS s (name, kind, origin, format, time_zone, position, last_read_at)
    VALUES ('syslog', 'syslog', 'environment', 'postfix', ${timeZone}, ${fresh}, ${new Date(now)})
    ON CONFLICT (name) DO UPDATE SET
      time_zone = excluded.time_zone, paused = false, last_error = NULL, last_read_at = excluded.last_read_at,
      position = CASE WHEN s.position ? 'run' AND s.last_read_at >= ${new Date(now - quietMs)}
        THEN s.position ELSE excluded.position END
    RETURNING id, position`;
  if (row === undefined) throw new Error('the source of the syslog listener could not be made');
  return { id: row.id, runAt: row.position.run ?? now };
}

/** A new run of the syslog listener: something that was sent to it is lost. */
export async function beginSyslogRun(pool: Sql, id: number, now: number): Promise<void> {
  await pool`UPDATE log_source SET position = ${pool.json({ files: [], run: now })} WHERE id = ${id}`;
}

/** Nobody listens for syslog any more: nothing is to be expected of that source. */
export async function restSyslogSource(pool: Sql): Promise<void> {
  await pool`
    UPDATE log_source SET paused = true, last_error = ${NOT_CONFIGURED} WHERE kind = 'syslog' AND NOT paused`;
}

/** Counts lines of a source that has no position. */
export async function addLines(
  tx: Tx,
  id: number,
  { lines, unread, lastLineAt }: Omit<SourceProgress, 'position'>,
): Promise<void> {
  const lastLine = Number.isNaN(lastLineAt) ? null : new Date(lastLineAt);
  await tx`
    UPDATE log_source SET
      lines = lines + ${lines}, unread = unread + ${unread}, last_read_at = now(), last_error = NULL,
      last_line_at = coalesce(greatest(last_line_at, ${lastLine}::timestamptz), last_line_at)
    WHERE id = ${id}`;
}
