// Counters by day and figures of cases, set-based. Promise: counting again from nothing gives the same numbers, whatever was
// read again, corrected or moved meanwhile.

import type { Tx } from '@/lib/db/sql';

/** Reports, or case events, of one step: a second of work. */
export const STEP = 50_000;

/**
 * Counts the reports that came since, at most `step` of them, and takes back what was removed. A report has its number
 * before it is committed: counted is up to the highest number that the run before saw. One statement, so that a report
 * that is being removed is either counted and taken back by the next run, or neither. Answers the cases it touched.
 */
export async function countReports(tx: Tx, step = STEP): Promise<{ cases: number[]; isDone: boolean }> {
  await tx`SELECT FROM statistic_state FOR UPDATE`;
  const rows = await tx<{ id: number }[]>`
    WITH s AS (SELECT counted_to, least(seen_to, counted_to + ${step}) AS upto FROM statistic_state),
    gone AS (DELETE FROM removed_report RETURNING *),
    changed AS (
      SELECT 1 AS by, f.day, f.program, f.kind, f.verdict, f.account_id, f.case_id
      FROM s JOIN countable_report f ON f.report_id > s.counted_to AND f.report_id <= s.upto
      UNION ALL
      SELECT -1, g.day, g.program, g.kind, g.verdict, g.account_id, g.case_id
      FROM s JOIN gone g ON g.report_id <= s.counted_to
    ), counted AS (
      INSERT INTO statistic_day AS d (dimension, key, day, count)
      SELECT v.dimension, v.key, c.day, sum(c.by)
      FROM changed c CROSS JOIN LATERAL (VALUES ('program', c.program), ('kind', c.kind), ('verdict', c.verdict),
        ('account', c.account_id::text)) AS v (dimension, key)
      WHERE v.key IS NOT NULL GROUP BY 1, 2, 3 HAVING sum(c.by) <> 0
      ON CONFLICT (dimension, day, key) DO UPDATE SET count = d.count + excluded.count
    )
    SELECT DISTINCT case_id AS id FROM changed WHERE case_id IS NOT NULL`;
  const [state] = await tx<{ isDone: boolean }[]>`
    UPDATE statistic_state SET counted_to = least(seen_to, counted_to + ${step}),
      counted_at = CASE WHEN seen_to <= counted_to + ${step} THEN now() ELSE counted_at END
    RETURNING counted_to = seen_to AS "isDone"`;
  return { cases: rows.map(({ id }) => id), isDone: state?.isDone ?? true };
}

/** The cases of at most `step` new events. */
export async function casesOfEvents(tx: Tx, step = STEP): Promise<{ cases: number[]; isDone: boolean }> {
  const rows = await tx<{ id: number }[]>`
    SELECT DISTINCT e.case_id AS id FROM statistic_state s
    JOIN case_event e ON e.id > s.events_to AND e.id <= least(s.events_seen_to, s.events_to + ${step})`;
  const [state] = await tx<{ isDone: boolean }[]>`
    UPDATE statistic_state SET events_to = least(events_seen_to, events_to + ${step})
    RETURNING events_to = events_seen_to AS "isDone"`;
  return { cases: rows.map(({ id }) => id), isDone: state?.isDone ?? true };
}

/** What is there now is counted by the next run. */
export async function noteSeen(tx: Tx): Promise<void> {
  await tx`
    UPDATE statistic_state SET seen_to = greatest(seen_to, (SELECT max(id) FROM report)),
      events_seen_to = greatest(events_seen_to, (SELECT max(id) FROM case_event))`;
}

/** Why a dismissal or an end says that there was no abuse. */
const unfounded = ['no-abuse', 'forged-complaints', 'wanted-mail', 'forwarding'];
const locks = ['send-lock', 'login-lock', 'walled-garden'];

/** Figures of these cases, as they stand now. */
export async function writeCaseFigures(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx`
    INSERT INTO case_figure (case_id, opened_at, closed_at, ended, programs, first_complaint_at, lock_wanted_at,
      lock_confirmed_at, after_lock, sent_after_lock, is_repeat)
    SELECT c.id, c.opened_at, c.closed_at,
      CASE WHEN c.is_open THEN NULL WHEN c.is_incident THEN 'confirmed' WHEN c.outcome = 'cleaned' THEN 'cleaned'
           WHEN c.outcome = ANY (${unfounded}::text[]) THEN 'unfounded' ELSE 'other' END,
      coalesce((SELECT array_agg(DISTINCT CASE WHEN r.reporter_key LIKE 'loop:%' THEN r.reporter_key ELSE 'other' END)
                FROM case_reporter r WHERE r.case_id = c.id), '{}'),
      c.first_seen_at, wanted.at, held.confirmed_at, coalesce(late.received, 0), coalesce(late.sent, 0),
      EXISTS (SELECT FROM "case" e WHERE e.account_id = c.account_id AND e.is_incident AND e.id <> c.id
              AND e.closed_at <= c.opened_at AND e.closed_at > c.opened_at - interval '30 days')
      OR EXISTS (SELECT FROM case_event e WHERE e.case_id = c.id AND e.kind IN ('relapsed', 'reopened'))
    FROM "case" c
    LEFT JOIN LATERAL (SELECT min(wanted_at) AS at FROM measure m
      WHERE m.case_id = c.id AND m.kind = ANY (${locks}::text[])) AS wanted ON true
    LEFT JOIN LATERAL (SELECT confirmed_at, ended_at FROM measure m
      WHERE m.case_id = c.id AND m.kind = ANY (${locks}::text[]) AND m.confirmed_at IS NOT NULL
      ORDER BY m.confirmed_at, m.id LIMIT 1) AS held ON true
    LEFT JOIN LATERAL (SELECT count(*)::int AS received,
        count(*) FILTER (WHERE r.mail_date > held.confirmed_at AND r.mail_date < coalesce(held.ended_at, 'infinity'))::int
          AS sent
      FROM complaint x JOIN report r ON r.id = x.report_id
      WHERE x.case_id = c.id AND x.kind <> 'not-spam' AND x.received_at > held.confirmed_at
        AND x.received_at < coalesce(held.ended_at, 'infinity')) AS late ON true
    WHERE c.id = ANY (${[...ids]}::int[])
    ON CONFLICT (case_id) DO UPDATE SET opened_at = excluded.opened_at, closed_at = excluded.closed_at,
      ended = excluded.ended, programs = excluded.programs, first_complaint_at = excluded.first_complaint_at,
      lock_wanted_at = excluded.lock_wanted_at, lock_confirmed_at = excluded.lock_confirmed_at,
      after_lock = excluded.after_lock, sent_after_lock = excluded.sent_after_lock, is_repeat = excluded.is_repeat`;
}

/**
 * Mails delivered on the days from `from` on, by the hours that the signals of the mail log keep. Lines that come late
 * raise their day; a day without any row stays unknown.
 */
export async function countDelivered(tx: Tx, from: string): Promise<void> {
  await tx`
    INSERT INTO statistic_day AS d (dimension, key, day, count)
    SELECT 'delivered', '', (hour AT TIME ZONE 'UTC')::date, sum(delivered) FROM account_hour
    WHERE hour >= ${from}::date::timestamp AT TIME ZONE 'UTC' GROUP BY 3 HAVING sum(delivered) > 0
    ON CONFLICT (dimension, day, key) DO UPDATE SET count = greatest(d.count, excluded.count)`;
  await tx`UPDATE statistic_state SET delivered_at = now()`;
}

/** Accounts of long ago say nothing that the sums do not say; the sums stay. */
export async function forgetAccountDays(tx: Tx, before: string): Promise<void> {
  await tx`DELETE FROM statistic_day WHERE dimension = 'account' AND day < ${before}::date`;
}
