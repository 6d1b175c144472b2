// How much of ours each program's loops cover. Domains, which may be tens of thousands, are compared in the database, which
// answers counts and a handful of names; ranges, which are a few hundred, by their addresses (range-coverage.ts).

import type { IpRange } from '@/lib/attribution/types';
import type { Sql } from '@/lib/db/sql';
import { isCovering, isUnderWay, type CoverageLoop, type CoveredCounts, type CoveredKind } from './coverage';
import { countRanges, type RangeCounts } from './range-coverage';

/** Resources that nobody covers, as many as a row shows. */
const MISSING_SHOWN = 5;

export interface CoverageQuestion {
  /** Only ranges and domains that hold these characters; null for all. */
  resource: string | null;
  /** Own ranges that stand in no table: those of the environment. */
  ranges: readonly string[];
  /** How a range is read and named. */
  notation: RangeNotation;
}

export interface RangeNotation {
  /** Null for what is no range. */
  parse(text: string): IpRange | null;
  prefixesOf(range: IpRange): string[];
}

/** The loops of a program. Many programs share theirs: those that one service delivers. */
interface LoopSet {
  covering: number[];
  underWay: number[];
}

export type CountsByKind = ReadonlyMap<CoveredKind, CoveredCounts>;

/** Answers what a program covers, by its loops: the same list gets the same answer. */
export async function countCovered(
  db: Sql,
  question: CoverageQuestion,
  loops: readonly (readonly CoverageLoop[])[],
): Promise<(of: readonly CoverageLoop[]) => CountsByKind> {
  const sets = new Map(loops.map((of) => [keyOf(of), setOf(of)]));
  const [ranges, domains] = await Promise.all([
    countOwnRanges(db, question, sets),
    countDomains(db, question, sets),
  ]);
  return (of) => {
    const key = keyOf(of);
    return new Map([
      ['range', ranges.get(key) ?? nothing],
      ['dkim-domain', domains.get(key) ?? nothing],
    ]);
  };
}

const nothing: CoveredCounts = { all: 0, covered: 0, partly: 0, part: 0, underWay: 0, missing: [], more: 0 };

const setOf = (loops: readonly CoverageLoop[]): LoopSet => ({
  covering: loops.filter(isCovering).map(({ id }) => id),
  underWay: loops.filter(isUnderWay).map(({ id }) => id),
});

const keyOf = (loops: readonly CoverageLoop[]): string => {
  const { covering, underWay } = setOf(loops);
  return `${covering.join(',')} ${underWay.join(',')}`;
};

async function countOwnRanges(
  db: Sql,
  { resource, ranges, notation }: CoverageQuestion,
  sets: ReadonlyMap<string, LoopSet>,
): Promise<Map<string, CoveredCounts>> {
  const own = await db<{ value: string }[]>`
    SELECT value FROM (SELECT value FROM own_resource WHERE kind = 'range'
      UNION SELECT value FROM unnest(${[...ranges]}::text[]) AS given (value)) AS o
    WHERE ${resource}::text IS NULL OR strpos(lower(value), lower(${resource})) > 0 ORDER BY value`;
  const known = await db<{ loop: number; value: string }[]>`
    SELECT feedback_loop_id AS loop, value FROM feedback_loop_resource WHERE kind = 'range'`;
  // What is no range is left out, as it cannot have come through the check.
  const read = (rows: readonly { value: string }[]) =>
    rows.map(({ value }) => notation.parse(value)).filter((range) => range !== null);
  const of = (loops: readonly number[]) => read(known.filter(({ loop }) => loops.includes(loop)));
  const values = read(own);
  return new Map(
    [...sets].map(([key, { covering, underWay }]) => [
      key,
      named(countRanges(values, of(covering), of(underWay)), notation),
    ]),
  );
}

/** The first of what is missing as prefixes, which is how a provider takes them. */
function named({ missing, ...counts }: RangeCounts, { prefixesOf }: RangeNotation): CoveredCounts {
  const prefixes = missing.slice(0, MISSING_SHOWN).flatMap(prefixesOf);
  const shown = prefixes.slice(0, MISSING_SHOWN);
  const more = prefixes.length - shown.length + Math.max(missing.length - MISSING_SHOWN, 0);
  return { ...counts, missing: shown, more };
}

async function countDomains(
  db: Sql,
  { resource }: CoverageQuestion,
  sets: ReadonlyMap<string, LoopSet>,
): Promise<Map<string, CoveredCounts>> {
  const asked = [...sets].map(([key, set]) => ({ key, ...set }));
  const rows = await db<
    (Pick<CoveredCounts, 'all' | 'covered' | 'underWay' | 'missing'> & { key: string })[]
  >`
    WITH shown AS MATERIALIZED (
      SELECT value FROM own_resource
      WHERE kind = 'dkim-domain' AND (${resource}::text IS NULL OR strpos(lower(value), lower(${resource})) > 0)),
    asked AS (
      SELECT key, ARRAY(SELECT jsonb_array_elements_text(covering)::int) AS covering,
        ARRAY(SELECT jsonb_array_elements_text("underWay")::int) AS under_way
      FROM jsonb_to_recordset(${db.json(asked as never)}::jsonb) AS a (key text, covering jsonb, "underWay" jsonb)),
    covered AS (
      SELECT a.key, r.value, bool_or(r.feedback_loop_id = ANY (a.covering)) AS is_covered
      FROM asked a JOIN feedback_loop_resource r
        ON r.kind = 'dkim-domain' AND r.feedback_loop_id = ANY (a.covering || a.under_way)
      GROUP BY 1, 2)
    SELECT a.key, count(*)::int AS all, (count(*) FILTER (WHERE c.is_covered))::int AS covered,
      (count(*) FILTER (WHERE NOT c.is_covered))::int AS "underWay",
      coalesce((array_agg(s.value ORDER BY s.value) FILTER (WHERE c.value IS NULL))[1:${MISSING_SHOWN}], '{}') AS missing
    FROM asked a CROSS JOIN shown s LEFT JOIN covered c ON c.key = a.key AND c.value = s.value
    GROUP BY 1`;
  return new Map(
    rows.map(({ key, ...counts }) => {
      const more = counts.all - counts.covered - counts.underWay - counts.missing.length;
      return [key, { ...nothing, ...counts, more }];
    }),
  );
}
