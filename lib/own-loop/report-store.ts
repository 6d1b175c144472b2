// What was reported to whom: the rows that count the pace, and say how much was held back.

import type { Sql, Tx } from '@/lib/db/sql';
import type { Sender } from './match-sender';
import type { InputKind, Match, ReportState } from './types';

/** Active subscribers with their proved domains and their ranges. */
export async function activeSenders(pool: Sql): Promise<Sender[]> {
  const rows = await pool<Sender[]>`
    SELECT s.id AS "subscriberId", s.ranges,
      ARRAY(SELECT d.domain FROM own_loop_domain d WHERE d.subscriber_id = s.id AND d.verified_at IS NOT NULL) AS domains
    FROM own_loop_subscriber s WHERE s.state = 'active' ORDER BY s.id`;
  return [...rows];
}

export interface Pace {
  reportAddress: string;
  /** Reports that went out in the last hour and day, and how many may. */
  lastHour: number;
  lastDay: number;
  perHour: number;
  perDay: number;
}

/** The subscriber's pace, his row locked so that nobody counts beside us; null where he is active no more. */
export async function lockPace(tx: Tx, id: number, now: Date): Promise<Pace | null> {
  const [row] = await tx<Omit<Pace, 'lastHour' | 'lastDay'>[]>`
    SELECT report_address AS "reportAddress", per_hour AS "perHour", per_day AS "perDay"
    FROM own_loop_subscriber WHERE id = ${id} AND state = 'active' FOR UPDATE`;
  if (row === undefined) return null;
  const [count] = await tx<{ lastHour: number; lastDay: number }[]>`
    SELECT count(*) FILTER (WHERE at > ${now}::timestamptz - interval '1 hour')::int AS "lastHour",
      count(*)::int AS "lastDay"
    FROM own_loop_report
    WHERE subscriber_id = ${id} AND at > ${now}::timestamptz - interval '1 day' AND state = 'queued'`;
  return { ...row, lastHour: count?.lastHour ?? 0, lastDay: count?.lastDay ?? 0 };
}

/** Writes the report; null where the same mail of the same user is there already. */
export async function insertReport(
  tx: Tx,
  { subscriberId, by, value }: Match,
  { key, kind, state }: { key: Buffer; kind: InputKind; state: ReportState },
  now: Date,
): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO own_loop_report (subscriber_id, key, kind, matched_by, matched, state, at)
    VALUES (${subscriberId}, ${key}, ${kind}, ${by}, ${value}, ${state}, ${now})
    ON CONFLICT (subscriber_id, key) DO NOTHING RETURNING id`;
  return row?.id ?? null;
}

/** Counts a report that was written, under the lock of its subscriber. */
export async function countReport(
  tx: Tx,
  subscriberId: number,
  state: ReportState,
  now: Date,
): Promise<void> {
  const [queued, held] = state === 'queued' ? [1, 0] : [0, 1];
  await tx`
    INSERT INTO own_loop_report_day AS d (subscriber_id, day, queued, held, last_at)
    VALUES (${subscriberId}, (${now}::timestamptz AT TIME ZONE 'UTC')::date, ${queued}, ${held}, ${now})
    ON CONFLICT (subscriber_id, day) DO UPDATE SET queued = d.queued + excluded.queued,
      held = d.held + excluded.held, last_at = greatest(d.last_at, excluded.last_at)`;
}

/** Mails to this subscriber that failed for good or came back since then. */
export async function countBounces(tx: Tx, subscriberId: number, since: Date): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    SELECT count(*)::int AS count FROM outgoing_mail
    WHERE related_kind = 'own-loop-subscriber' AND related_id = ${subscriberId} AND purpose = 'own-loop'
      AND state IN ('bounced', 'failed') AND created_at >= ${since}`;
  return row?.count ?? 0;
}

const keptDays = 90;

/** Rows older than a quarter go; they hold no mail and no user. Counts of days stay for a year. */
export async function forgetOwnLoopReports(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  const countsBefore = new Date(now.getTime() - 400 * 86_400_000);
  await tx`
    DELETE FROM own_loop_report WHERE id IN (SELECT id FROM own_loop_report WHERE at < ${before} ORDER BY at LIMIT 10000)`;
  await tx`
    DELETE FROM own_loop_input WHERE id IN (SELECT id FROM own_loop_input WHERE at < ${before} ORDER BY at LIMIT 10000)`;
  await tx`DELETE FROM own_loop_report_day WHERE day < ${countsBefore}`;
  await tx`DELETE FROM own_loop_input_day WHERE day < ${countsBefore}`;
}
