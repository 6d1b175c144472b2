// What the cases of a period came to, from the figures that are kept by case.

import type { Sql, Tx } from '@/lib/db/sql';
import { loopNames } from './queries';
import type { AgeBand, AgentFigure, CaseFigures, Period, ProgramShare } from './types';

type Column = 'opened_at' | 'closed_at' | 'lock_wanted_at';

/** Begin and end of a period as times. */
const bounds = (db: Sql | Tx, column: Column, { from, to }: Period) => db`
  ${db(column)} >= ${from}::date::timestamp AT TIME ZONE 'UTC'
  AND ${db(column)} < (${to}::date + 1)::timestamp AT TIME ZONE 'UTC'`;

/** The figures of each of several periods, in their order; `p.n` says which. */
const each = (db: Sql | Tx, periods: readonly Period[]) => db`
  unnest(${periods.map(({ from }) => from)}::text[]::date[], ${periods.map(({ to }) => to)}::text[]::date[])
    WITH ORDINALITY AS p (first, last, n)`;
const within = (db: Sql | Tx, column: Column) => db`
  ${db(column)} >= p.first::timestamp AT TIME ZONE 'UTC' AND ${db(column)} < (p.last + 1)::timestamp AT TIME ZONE 'UTC'`;

interface Locked {
  lockedFirst: number;
  wanted: number;
  wantedMedian: number | null;
  wantedP90: number | null;
  proved: number;
  provedMedian: number | null;
  provedP90: number | null;
  afterLock: number;
  sentAfterLock: number;
}

/** All figures of the cases of each of these periods, in their order: three statements, however many there are. */
export async function readCaseFigures(db: Sql | Tx, periods: readonly Period[]): Promise<CaseFigures[]> {
  const [opened, closed, locked] = await Promise.all([
    readOpened(db, periods),
    readClosed(db, periods),
    readLocked(db, periods),
  ]);
  return periods.map((_, i) => figuresOf(of(opened, i), of(closed, i), of(locked, i)));
}

function figuresOf(opened: Opened, closed: Closed, locked: Locked): CaseFigures {
  const judged = closed.confirmed + closed.cleaned + closed.unfounded;
  return {
    ...opened,
    repeatShare: opened.opened === 0 ? null : opened.repeats / opened.opened,
    ...closed,
    falseShare: judged === 0 ? null : closed.unfounded / judged,
    toLock: { cases: locked.wanted, median: locked.wantedMedian, p90: locked.wantedP90 },
    toConfirmedLock: { cases: locked.proved, median: locked.provedMedian, p90: locked.provedP90 },
    lockedFirst: locked.lockedFirst,
    afterLock: locked.afterLock,
    sentAfterLock: locked.sentAfterLock,
  };
}

type Opened = Pick<CaseFigures, 'opened' | 'repeats'>;

function readOpened(db: Sql | Tx, periods: readonly Period[]): Promise<Opened[]> {
  return db<Opened[]>`
    SELECT f.* FROM ${each(db, periods)} CROSS JOIN LATERAL (
      SELECT count(*)::int AS opened, count(*) FILTER (WHERE is_repeat)::int AS repeats
      FROM case_figure WHERE ${within(db, 'opened_at')}) AS f ORDER BY p.n`;
}

type Closed = Pick<CaseFigures, 'closed' | 'confirmed' | 'cleaned' | 'unfounded'>;

function readClosed(db: Sql | Tx, periods: readonly Period[]): Promise<Closed[]> {
  return db<Closed[]>`
    SELECT f.* FROM ${each(db, periods)} CROSS JOIN LATERAL (
      SELECT count(*)::int AS closed, count(*) FILTER (WHERE ended = 'confirmed')::int AS confirmed,
        count(*) FILTER (WHERE ended = 'cleaned')::int AS cleaned,
        count(*) FILTER (WHERE ended = 'unfounded')::int AS unfounded
      FROM case_figure WHERE ${within(db, 'closed_at')}) AS f ORDER BY p.n`;
}

function readLocked(db: Sql | Tx, periods: readonly Period[]): Promise<Locked[]> {
  return db<Locked[]>`
    SELECT f.* FROM ${each(db, periods)} CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE wanted < 0)::int AS "lockedFirst",
        count(*) FILTER (WHERE wanted >= 0)::int AS wanted,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY wanted) FILTER (WHERE wanted >= 0) AS "wantedMedian",
        percentile_cont(0.9) WITHIN GROUP (ORDER BY wanted) FILTER (WHERE wanted >= 0) AS "wantedP90",
        count(*) FILTER (WHERE wanted >= 0 AND proved >= 0)::int AS proved,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY proved) FILTER (WHERE wanted >= 0 AND proved >= 0) AS "provedMedian",
        percentile_cont(0.9) WITHIN GROUP (ORDER BY proved) FILTER (WHERE wanted >= 0 AND proved >= 0) AS "provedP90",
        coalesce(sum(after_lock), 0)::int AS "afterLock", coalesce(sum(sent_after_lock), 0)::int AS "sentAfterLock"
      FROM (
        SELECT coalesce(extract(epoch FROM lock_wanted_at - first_complaint_at)::float8, -1) AS wanted,
          extract(epoch FROM lock_confirmed_at - first_complaint_at)::float8 AS proved, after_lock, sent_after_lock
        FROM case_figure WHERE ${within(db, 'lock_wanted_at')}) AS locked) AS f ORDER BY p.n`;
}

/** How much of the confirmed cases each program's complaints were part of, the greatest part first. */
export async function readProgramShares(db: Sql | Tx, period: Period): Promise<ProgramShare[]> {
  const [rows, names] = await Promise.all([
    db<{ key: string; confirmed: number; share: number }[]>`
      WITH confirmed AS (
        SELECT programs FROM case_figure WHERE ended = 'confirmed' AND ${bounds(db, 'closed_at', period)})
      SELECT p.key, count(*)::int AS confirmed, count(*)::float8 / (SELECT count(*) FROM confirmed) AS share
      FROM confirmed c
      CROSS JOIN unnest(CASE WHEN c.programs = '{}' THEN '{none}' ELSE c.programs END) AS p (key)
      GROUP BY p.key ORDER BY confirmed DESC, p.key LIMIT 50`,
    loopNames(db),
  ]);
  return rows.map((row) => ({ ...row, name: names.get(row.key) ?? null }));
}

/** Lower ends in days; the last band has no upper one. */
const bands = [0, 1, 3, 7, 14, 30];

/** Open cases by the days since they were opened. */
export async function readOpenByAge(db: Sql | Tx, now: Date): Promise<AgeBand[]> {
  const rows = await db<{ band: number; cases: number }[]>`
    SELECT width_bucket(extract(epoch FROM ${now}::timestamptz - opened_at)::float8 / 86400,
      ${bands.slice(1)}::float8[]) AS band, count(*)::int AS cases
    FROM "case" WHERE is_open GROUP BY 1`;
  return bands.map((from, index) => ({
    from,
    to: bands[index + 1] ?? null,
    cases: rows.find(({ band }) => band === index)?.cases ?? 0,
  }));
}

/** What each person closed in a period, by name: an order by number would be a ranking. */
export function readAgents(db: Sql | Tx, period: Period): Promise<AgentFigure[]> {
  return db<AgentFigure[]>`
    SELECT u.name, count(*)::int AS closed, count(*) FILTER (WHERE f.ended = 'unfounded')::int AS unfounded
    FROM case_figure f CROSS JOIN LATERAL (
      SELECT e.user_id FROM case_event e WHERE e.case_id = f.case_id AND e.kind IN ('closed', 'dismissed')
      ORDER BY e.id DESC LIMIT 1) AS ended
    JOIN app_user u ON u.id = ended.user_id
    WHERE ${bounds(db, 'closed_at', period)} GROUP BY u.id, u.name ORDER BY u.name, u.id`;
}

function of<T>(rows: readonly T[], index: number): T {
  const row = rows[index];
  if (row === undefined) throw new Error('a sum gave no row');
  return row;
}
