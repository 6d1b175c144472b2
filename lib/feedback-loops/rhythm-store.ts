// The days of the feedback loops and the state of their alarms, set-based.

import type { Sql, Tx } from '@/lib/db/sql';
import { DAY_MS, WINDOW_DAYS, type LoopDays } from './silence';

/**
 * Counts the reports that came since the last run, by loop and day. A report has its number before it is committed:
 * counted is up to the highest number that the run before this one saw.
 */
export async function countReports(tx: Tx): Promise<void> {
  await tx`SELECT FROM report_count_state FOR UPDATE`;
  await tx`
    WITH fresh AS (
      SELECT r.feedback_loop_id AS loop, (r.received_at AT TIME ZONE 'UTC')::date AS day,
             count(*)::int AS reports, max(r.received_at) AS last
      FROM report_count_state s JOIN report r ON r.id > s.counted_to AND r.id <= s.seen_to
      WHERE r.feedback_loop_id IS NOT NULL GROUP BY 1, 2
    ), counted AS (
      INSERT INTO feedback_loop_day AS d (feedback_loop_id, day, reports)
      SELECT loop, day, reports FROM fresh
      ON CONFLICT (feedback_loop_id, day) DO UPDATE SET reports = d.reports + excluded.reports
    )
    UPDATE feedback_loop l SET last_report_at = greatest(l.last_report_at, f.last)
    FROM (SELECT loop, max(last) AS last FROM fresh GROUP BY loop) f WHERE f.loop = l.id`;
  await tx`
    UPDATE report_count_state SET counted_to = seen_to, seen_to = greatest(seen_to, (SELECT max(id) FROM report))`;
}

/**
 * Takes back what was counted of the reports of these mails, which are about to be removed: a replay brings them with new
 * numbers. Waits for a count that is under way.
 */
export async function uncountReports(tx: Tx, rawMessageIds: readonly number[]): Promise<void> {
  if (rawMessageIds.length === 0) return;
  await tx`SELECT FROM report_count_state FOR SHARE`;
  await tx`
    WITH gone AS (
      SELECT r.feedback_loop_id AS loop, (r.received_at AT TIME ZONE 'UTC')::date AS day, count(*)::int AS reports
      FROM report r JOIN report_count_state s ON r.id <= s.counted_to
      WHERE r.raw_message_id = ANY (${[...rawMessageIds]}::bigint[]) AND r.feedback_loop_id IS NOT NULL GROUP BY 1, 2
    ), emptied AS (
      DELETE FROM feedback_loop_day d USING gone
      WHERE d.feedback_loop_id = gone.loop AND d.day = gone.day AND d.reports <= gone.reports
    )
    UPDATE feedback_loop_day d SET reports = d.reports - gone.reports FROM gone
    WHERE d.feedback_loop_id = gone.loop AND d.day = gone.day AND d.reports > gone.reports`;
}

/** An active loop with what its silence is judged by. */
export interface WatchedLoop extends LoopDays {
  id: number;
  name: string;
  /** As it stands in the table. */
  silentSince: Date | null;
  alarmAt: Date | null;
}

interface LoopRow {
  id: number;
  name: string;
  since: Date;
  lastReportAt: Date | null;
  expectedPerDay: number | null;
  silentSince: Date | null;
  alarmAt: Date | null;
}

/** The active loops with the days of the window. */
export async function loadWatchedLoops(db: Sql | Tx, now: Date): Promise<WatchedLoop[]> {
  const loops = await db<LoopRow[]>`
    SELECT id, name, watched_since AS since, last_report_at AS "lastReportAt", expected_per_day AS "expectedPerDay",
           silent_since AS "silentSince", alarm_at AS "alarmAt"
    FROM feedback_loop WHERE state = 'active' ORDER BY id`;
  const ids = loops.map((loop) => loop.id);
  const today = Math.floor(now.getTime() / DAY_MS);
  const firstDay = today - WINDOW_DAYS - 1;
  const days = await db<{ id: number; day: number; reports: number }[]>`
    SELECT feedback_loop_id AS id, day - date '1970-01-01' AS day, reports FROM feedback_loop_day
    WHERE feedback_loop_id = ANY (${ids}::int[]) AND day >= date '1970-01-01' + ${firstDay}::int`;
  const outages = await db<{ id: number; fromDay: number; toDay: number }[]>`
    SELECT feedback_loop_id AS id, from_day - date '1970-01-01' AS "fromDay", to_day - date '1970-01-01' AS "toDay"
    FROM feedback_loop_outage WHERE feedback_loop_id = ANY (${ids}::int[])`;
  return loops.map((loop) => {
    const counts = Array.from({ length: today - firstDay + 1 }, () => 0);
    for (const { id: of, day, reports } of days)
      if (of === loop.id && day <= today) counts[day - firstDay] = reports;
    return { ...loop, firstDay, counts, outages: outages.filter((one) => one.id === loop.id) };
  });
}

export interface AlarmState {
  id: number;
  /** The last report before the alarm; null while none rings. */
  silentSince: Date | null;
  alarmAt: Date;
}

/** Writes what was judged of the loops. */
export async function saveAlarms(tx: Tx, states: readonly AlarmState[]): Promise<void> {
  const rows = states.map(({ id, silentSince, alarmAt }) => ({ id, silentSince, alarmAt }));
  await tx`
    UPDATE feedback_loop l SET silent_since = s."silentSince", alarm_at = s."alarmAt"
    FROM jsonb_to_recordset(${tx.json(rows as never)}::jsonb) AS s (id int, "silentSince" timestamptz, "alarmAt" timestamptz)
    WHERE l.id = s.id
      AND (l.silent_since, l.alarm_at) IS DISTINCT FROM (s."silentSince", s."alarmAt")`;
}

export interface NewOutage {
  loopId: number;
  from: string;
  to: string;
  userId: number;
}

export async function insertOutage(
  tx: Tx,
  { loopId, from, to, userId }: NewOutage,
): Promise<'inserted' | 'not-found' | 'already-marked'> {
  const [loop] = await tx`SELECT id FROM feedback_loop WHERE id = ${loopId} FOR UPDATE`;
  if (loop === undefined) return 'not-found';
  const rows = await tx`
    INSERT INTO feedback_loop_outage (feedback_loop_id, from_day, to_day, marked_by_id)
    VALUES (${loopId}, ${from}, ${to}, ${userId}) ON CONFLICT DO NOTHING RETURNING id`;
  return rows.length === 0 ? 'already-marked' : 'inserted';
}

/** The outage that is gone now; null where there was none. */
export async function deleteOutage(
  tx: Tx,
  id: number,
): Promise<{ loopId: number; from: string; to: string } | null> {
  const [row] = await tx<{ loopId: number; from: string; to: string }[]>`
    DELETE FROM feedback_loop_outage WHERE id = ${id}
    RETURNING feedback_loop_id AS "loopId", from_day::text AS "from", to_day::text AS "to"`;
  return row ?? null;
}
