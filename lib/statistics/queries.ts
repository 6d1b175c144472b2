// Reads of the kept counters: nothing is counted here, and a read touches the days of its period alone.

import type { Sql, Tx } from '@/lib/db/sql';
import { daysOf } from './period';
import type { DaySeries, Period, RankedCustomer, RateFigure, ReportDimension } from './types';

/** Rows of a ranking. */
const RANKED = 10;

interface Counted {
  key: string;
  day: string;
  count: number;
}

/** What was counted along one dimension in a period and in the one before, the greatest first. */
export async function readSeries(
  db: Sql | Tx,
  dimension: ReportDimension,
  period: Period,
  before: Period,
): Promise<DaySeries[]> {
  const [rows, earlier, knownFrom] = await Promise.all([
    db<Counted[]>`
      SELECT key, day::text AS day, count::float8 AS count FROM statistic_day
      WHERE dimension = ${dimension} AND day BETWEEN ${period.from}::date AND ${period.to}::date`,
    db<{ key: string; count: number }[]>`
      SELECT key, sum(count)::float8 AS count FROM statistic_day
      WHERE dimension = ${dimension} AND day BETWEEN ${before.from}::date AND ${before.to}::date GROUP BY key`,
    readKnownFrom(db, dimension),
  ]);
  const names = dimension === 'program' ? await loopNames(db) : new Map<string, string>();
  const isKnown = knownFrom !== null && knownFrom <= before.from;
  const days = daysOf(period);
  const keys = new Set([...rows, ...earlier].map(({ key }) => key));
  return [...keys]
    .map((key): DaySeries => {
      const own = new Map(rows.filter((row) => row.key === key).map((row) => [row.day, row.count]));
      const counts = days.map((day) => own.get(day) ?? 0);
      return {
        key,
        name: names.get(key) ?? null,
        total: counts.reduce((sum, count) => sum + count, 0),
        before: isKnown ? (earlier.find((row) => row.key === key)?.count ?? 0) : null,
        days: counts,
      };
    })
    .filter(({ total, before: then }) => total > 0 || (then ?? 0) > 0)
    .sort((a, b) => b.total - a.total || a.key.localeCompare(b.key));
}

/** The first day that was counted along a dimension; null where nothing was. */
export async function readKnownFrom(db: Sql | Tx, dimension: string): Promise<string | null> {
  const [row] = await db<{ day: string | null }[]>`
    SELECT min(day)::text AS day FROM statistic_day WHERE dimension = ${dimension}`;
  return row?.day ?? null;
}

/** Names of the subscriptions by key, as they are called today. */
export async function loopNames(db: Sql | Tx): Promise<Map<string, string>> {
  const rows = await db<
    { key: string; name: string }[]
  >`SELECT 'loop:' || id AS key, name FROM feedback_loop`;
  return new Map(rows.map(({ key, name }) => [key, name]));
}

interface RankedRow {
  id: number;
  number: string | null;
  name: string | null;
  isReseller: boolean;
  total: number;
}

/**
 * Customers with the most complaints, whose the accounts are today; `resellers`: with all that their customers caused.
 * Accounts of no known customer stand together under the key ''.
 */
export async function readCustomers(
  db: Sql | Tx,
  of: 'customers' | 'resellers',
  period: Period,
  before: Period,
): Promise<RankedCustomer[]> {
  const isReseller = of === 'resellers';
  // Of a reseller count both its own accounts and those of its customers.
  const owner = isReseller
    ? db`coalesce(k.reseller_id, CASE WHEN k.is_reseller THEN k.id END)`
    : db`coalesce(k.id, 0)`;
  const top = await db<RankedRow[]>`
    WITH accounts AS (
      SELECT key::int AS id, sum(count)::float8 AS count FROM statistic_day
      WHERE dimension = 'account' AND day BETWEEN ${period.from}::date AND ${period.to}::date GROUP BY key
    ), owners AS (
      SELECT ${owner} AS id, sum(n.count) AS total
      FROM accounts n LEFT JOIN account a ON a.id = n.id LEFT JOIN customer k ON k.id = a.customer_id
      GROUP BY 1 HAVING ${owner} IS NOT NULL AND sum(n.count) > 0
    )
    SELECT o.id, c.number, c.name, coalesce(c.is_reseller, false) AS "isReseller", o.total
    FROM owners o LEFT JOIN customer c ON c.id = o.id ORDER BY o.total DESC, o.id LIMIT ${RANKED}`;
  const ids = top.map(({ id }) => id);
  const counted = await db<{ id: number; day: string; count: number }[]>`
    SELECT o.id, n.day::text AS day, sum(n.count)::float8 AS count
    FROM statistic_day n LEFT JOIN account a ON a.id = n.key::int LEFT JOIN customer k ON k.id = a.customer_id
    CROSS JOIN LATERAL (SELECT ${owner} AS id) AS o
    WHERE n.dimension = 'account' AND n.day BETWEEN ${before.from}::date AND ${period.to}::date AND o.id = ANY (${ids}::int[])
    GROUP BY 1, 2`;
  const knownFrom = await readKnownFrom(db, 'account');
  const days = daysOf(period);
  return top.map(({ id, number, name, total, ...row }) => {
    const own = counted.filter((one) => one.id === id);
    const earlier = own.filter(({ day }) => day < period.from).reduce((sum, { count }) => sum + count, 0);
    const isKnown = knownFrom !== null && knownFrom <= before.from;
    const counts = new Map(own.map(({ day, count }) => [day, count]));
    return {
      ...row,
      key: number ?? '',
      name,
      total,
      before: isKnown ? earlier : null,
      days: days.map((day) => counts.get(day) ?? 0),
    };
  });
}

/** Complaints per 1,000 delivered mails in each of these periods, of the days whose deliveries are known. */
export async function readRates(db: Sql | Tx, periods: readonly Period[]): Promise<RateFigure[]> {
  const rows = await db<Omit<RateFigure, 'perThousand'>[]>`
    SELECT r.* FROM unnest(${periods.map(({ from }) => from)}::text[]::date[],
      ${periods.map(({ to }) => to)}::text[]::date[]) WITH ORDINALITY AS p (first, last, n)
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(d.count), 0)::float8 AS delivered, count(*)::int AS "knownDays",
        coalesce(sum((SELECT sum(n.count) FROM statistic_day n WHERE n.dimension = 'account' AND n.day = d.day)), 0)::float8
          AS complaints
      FROM statistic_day d WHERE d.dimension = 'delivered' AND d.day BETWEEN p.first AND p.last) AS r
    ORDER BY p.n`;
  return rows.map((row) => ({
    ...row,
    perThousand: row.delivered === 0 ? null : (row.complaints / row.delivered) * 1_000,
  }));
}

/** When the counters were last brought up to date; null: never. */
export async function readCountedAt(db: Sql | Tx): Promise<Date | null> {
  const [row] = await db<{ at: Date | null }[]>`SELECT counted_at AS at FROM statistic_state`;
  return row?.at ?? null;
}
