// The coverage for its screen. Own resources, which may be tens of thousands of domains, are compared in the database; what
// is listed of them is a handful.

import { sql, type Sql } from '@/lib/db/sql';
import {
  byGap,
  gapOf,
  isCovering,
  isUnderWay,
  judgeCoverage,
  loopsOf,
  type CoverageLoop,
  type CoverageRow,
  type CoveredCounts,
  type CoveredKind,
} from './coverage';
import type { ProgramEntry } from './programs/correction';
import { listPrograms } from './programs/queries';
import { loadTraffic, type Traffic } from './recipient-store';

/** Resources that nobody covers, as many as a row shows. */
const MISSING_SHOWN = 5;
/** Domains without a program, as many as are listed. */
const UNKNOWN_SHOWN = 15;
/** Below this share of our mail a domain without a program is nobody's worry. */
const UNKNOWN_LEAST = 0.005;

export interface Coverage {
  rows: CoverageRow[];
  traffic: { days: number; delivered: number };
  /** Where much of our mail goes and no program is known. */
  unknownDomains: { domain: string; delivered: number; share: number }[];
  own: Record<CoveredKind, number>;
}

export interface CoverageQuestion {
  /** Only ranges and domains that hold these characters; null for all. */
  resource: string | null;
  /** Own ranges that stand in no table: those of the environment. */
  ranges: readonly string[];
}

/** Everything, the biggest gap first. */
export async function loadCoverage({ resource, ranges }: CoverageQuestion, now: Date): Promise<Coverage> {
  const db = sql();
  const [programs, loops, traffic] = await Promise.all([listPrograms(), listLoops(db), loadTraffic(db, now)]);
  const subscribed = programs.map((entry) => ({ entry, loops: loopsOf(entry.program, programs, loops) }));
  const counts = await countCovered(db, { resource, ranges }, subscribed);
  const rows = subscribed.map(({ entry: { program }, loops: its }): CoverageRow => {
    const judged = judgeCoverage(program, its, counts.get(program.id) ?? counts.get('') ?? new Map());
    const delivered = deliveredTo(domainsOf(program.id, programs), traffic);
    const share = delivered === null || traffic.delivered === 0 ? null : delivered / traffic.delivered;
    const { through: id } = program.apply;
    const through = programs.find((one) => one.program.id === id)?.program.name ?? null;
    return { program, through, loops: its, ...judged, delivered, share, gap: gapOf(judged, share) };
  });
  const own = counts.get('');
  return {
    rows: rows.sort(byGap),
    traffic,
    unknownDomains: unknownDomains(programs, traffic),
    own: { range: own?.get('range')?.all ?? 0, 'dkim-domain': own?.get('dkim-domain')?.all ?? 0 },
  };
}

async function listLoops(db: Sql): Promise<CoverageLoop[]> {
  const rows = await db<CoverageLoop[]>`
    SELECT l.id, l.name, l.program, l.state, l.state = 'active' AND l.silent_since IS NOT NULL AS "isSilent",
      json_build_object('range', count(*) FILTER (WHERE r.kind = 'range'),
        'dkim-domain', count(*) FILTER (WHERE r.kind = 'dkim-domain')) AS known
    FROM feedback_loop l LEFT JOIN feedback_loop_resource r ON r.feedback_loop_id = l.id
    GROUP BY l.id ORDER BY l.name`;
  return [...rows];
}

type Subscribed = { entry: ProgramEntry; loops: CoverageLoop[] };

/** By program and kind; under '' what it is where nobody subscribed. */
async function countCovered(
  db: Sql,
  { resource, ranges }: CoverageQuestion,
  subscribed: readonly Subscribed[],
): Promise<Map<string, Map<CoveredKind, CoveredCounts>>> {
  const asked = subscribed
    .filter(({ loops }) => loops.length > 0)
    .map(({ entry, loops }) => ({
      id: entry.program.id,
      covering: loops.filter(isCovering).map(({ id }) => id),
      underWay: loops.filter(isUnderWay).map(({ id }) => id),
    }));
  const rows = await db<(CoveredCounts & { id: string; kind: CoveredKind })[]>`
    WITH own AS MATERIALIZED (
      SELECT kind, value FROM own_resource WHERE kind IN ('range', 'dkim-domain')
      UNION SELECT 'range', value FROM unnest(${[...ranges]}::text[]) AS given (value)),
    shown AS MATERIALIZED (
      SELECT kind, value FROM own WHERE ${resource}::text IS NULL OR strpos(lower(value), lower(${resource})) > 0),
    asked AS (
      SELECT id, ARRAY(SELECT jsonb_array_elements_text(covering)::int) AS covering,
        ARRAY(SELECT jsonb_array_elements_text("underWay")::int) AS under_way
      FROM jsonb_to_recordset(${db.json([...asked, { id: '', covering: [], underWay: [] }] as never)}::jsonb)
        AS a (id text, covering jsonb, "underWay" jsonb)),
    covered AS (
      SELECT a.id, r.kind, r.value, bool_or(r.feedback_loop_id = ANY (a.covering)) AS is_covered
      FROM asked a JOIN feedback_loop_resource r ON r.feedback_loop_id = ANY (a.covering || a.under_way)
      GROUP BY 1, 2, 3)
    SELECT a.id, s.kind, count(*)::int AS all, (count(*) FILTER (WHERE c.is_covered))::int AS covered,
      (count(*) FILTER (WHERE NOT c.is_covered))::int AS "underWay",
      coalesce((array_agg(s.value ORDER BY s.value) FILTER (WHERE c.value IS NULL))[1:${MISSING_SHOWN}], '{}') AS missing
    FROM asked a CROSS JOIN shown s
    LEFT JOIN covered c ON c.id = a.id AND c.kind = s.kind AND c.value = s.value
    GROUP BY 1, 2`;
  const byProgram = new Map(
    [...asked, { id: '' }].map(({ id }) => [id, new Map<CoveredKind, CoveredCounts>()]),
  );
  for (const { id, kind, ...counts } of rows) byProgram.get(id)?.set(kind, counts);
  const none = { all: 0, covered: 0, underWay: 0, missing: [] };
  for (const kinds of byProgram.values())
    for (const kind of ['range', 'dkim-domain'] as const) if (!kinds.has(kind)) kinds.set(kind, none);
  return byProgram;
}

/** Where the people of a program are: its own domains, and those of the programs that it delivers. */
function domainsOf(id: string, programs: readonly ProgramEntry[]): Set<string> {
  return new Set(
    programs.flatMap(({ program }) =>
      program.id === id || program.apply.through === id ? program.mailboxDomains : [],
    ),
  );
}

function deliveredTo(domains: ReadonlySet<string>, traffic: Traffic): number | null {
  if (domains.size === 0) return null;
  return traffic.domains.reduce((sum, one) => sum + (domains.has(one.domain) ? one.delivered : 0), 0);
}

function unknownDomains(programs: readonly ProgramEntry[], traffic: Traffic): Coverage['unknownDomains'] {
  const known = new Set(programs.flatMap(({ program }) => program.mailboxDomains));
  return traffic.domains
    .map((one) => ({ ...one, share: one.delivered / traffic.delivered }))
    .filter(({ domain, share }) => !known.has(domain) && share >= UNKNOWN_LEAST)
    .slice(0, UNKNOWN_SHOWN);
}
