// Where our mail goes, by the recipients' domain and day, counted from the mail log by a job: no screen asks the log.

import type { Sql, Tx } from '@/lib/db/sql';
import type { DomainTraffic } from './traffic';

/** Domains kept of a day: beyond them are recipients that no program would make a difference for. */
const DOMAINS_MAX = 1_000;
/** Deliveries are tried for days, and lines come late: a day is counted when it is over, and once more then. */
const AGAIN_AFTER_DAYS = 3;
const KEPT_DAYS = 35;
/** What the screen adds up. */
const TRAFFIC_DAYS = 28;

/** The first of the days (`2026-11-22`, UTC) that the screen adds up. */
export const trafficFrom = (now: Date): string =>
  new Date(now.getTime() - TRAFFIC_DAYS * 86_400_000).toISOString().slice(0, 10);

/**
 * Days (`2026-11-22`, UTC) of the last `keptDays` that are over and not counted, not since they are complete, or of which lines
 * came after that.
 */
export async function listDaysToCount(db: Sql | Tx, now: Date, keptDays: number): Promise<string[]> {
  const today = now.toISOString().slice(0, 10);
  const rows = await db<{ day: string }[]>`
    SELECT d::date::text AS day
    FROM generate_series(${today}::date - ${keptDays}::int + time '0:00', ${today}::date - 1 + time '0:00',
      interval '1 day') AS d
    LEFT JOIN recipient_day r ON r.day = d::date
    CROSS JOIN LATERAL (SELECT (d + make_interval(days => ${AGAIN_AFTER_DAYS})) AT TIME ZONE 'UTC' AS at) AS complete
    WHERE r.day IS NULL OR (r.counted_at < complete.at AND complete.at <= ${now})
      OR EXISTS (SELECT FROM mail_day_change c WHERE c.day = d::date)
    ORDER BY d DESC`;
  return rows.map(({ day }) => day);
}

/** Domains that are ours: exact names, and endings such as `.example.com`. */
export interface OwnDomains {
  names: string[];
  endings: string[];
}

/** Counts one day anew. Answers the recipients delivered to elsewhere; a day of which the log holds nothing has no row. */
export async function countDay(
  tx: Tx,
  day: string,
  { names, endings }: OwnDomains,
  now: Date,
): Promise<number> {
  // What a writer notes from here on has its rows still, and the day is counted once more.
  await tx`DELETE FROM mail_day_change WHERE day = ${day}::date`;
  await tx`DELETE FROM recipient_day WHERE day = ${day}::date`;
  const [row] = await tx<{ delivered: number }[]>`
    WITH summed AS MATERIALIZED (
      SELECT e.key AS domain, sum(e.value::int) AS delivered
      FROM mail_transaction AS t CROSS JOIN LATERAL jsonb_each_text(t.domains) AS e
      WHERE t.day = ${day}::date AND t.delivered > 0 AND t.fate <> 'handed-on'
      GROUP BY 1),
    outward AS MATERIALIZED (
      SELECT s.* FROM summed s
      WHERE NOT EXISTS (SELECT FROM unnest(${names}::text[]) AS own (name) WHERE own.name = s.domain)
        AND NOT (s.domain LIKE ANY (${endings.map((ending) => `%${ending}`)}::text[]))),
    counted AS (
      INSERT INTO recipient_day (day, delivered, counted_at)
      SELECT ${day}::date, sum(delivered), ${now} FROM outward HAVING count(*) > 0
      RETURNING delivered),
    kept AS (
      INSERT INTO recipient_domain_day (day, domain, delivered)
      SELECT ${day}::date, domain, delivered FROM outward WHERE domain <> '*'
      ORDER BY delivered DESC, domain LIMIT ${DOMAINS_MAX})
    SELECT delivered FROM counted`;
  return row?.delivered ?? 0;
}

/** Days older than five weeks say nothing of where mail goes now. */
export async function forgetDays(db: Sql | Tx): Promise<void> {
  await db`DELETE FROM recipient_day WHERE day < current_date - ${KEPT_DAYS}::int`;
  await db`DELETE FROM mail_day_change WHERE day < current_date - ${KEPT_DAYS}::int`;
}

export interface Traffic {
  /** Days that were counted; 0 where no log is. */
  days: number;
  delivered: number;
  /** The largest ones. */
  domains: DomainTraffic[];
}

/** What was delivered elsewhere in the last four weeks. */
export async function loadTraffic(db: Sql | Tx, now: Date): Promise<Traffic> {
  const from = trafficFrom(now);
  const [sums] = await db<{ days: number; delivered: number }[]>`
    SELECT count(*)::int AS days, coalesce(sum(delivered), 0)::bigint AS delivered FROM recipient_day
    WHERE day >= ${from}::date`;
  const domains = await db<DomainTraffic[]>`
    WITH summed AS (
      SELECT domain, sum(delivered)::bigint AS delivered FROM recipient_domain_day WHERE day >= ${from}::date
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${DOMAINS_MAX})
    SELECT s.domain, s.delivered, coalesce(m.hosts, '{}') AS hosts
    FROM summed s LEFT JOIN recipient_mx m ON m.domain = s.domain
    ORDER BY s.delivered DESC, s.domain`;
  return { days: sums?.days ?? 0, delivered: sums?.delivered ?? 0, domains: [...domains] };
}
