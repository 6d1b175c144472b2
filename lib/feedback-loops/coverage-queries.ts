// The coverage for its screen: what the loops of each program cover, and how much of our mail goes to its people.

import { sql, type Sql } from '@/lib/db/sql';
import { countCovered, type CoverageQuestion } from './cover-count-queries';
import {
  byGap,
  gapOf,
  judgeCoverage,
  loopsOf,
  type CoverageLoop,
  type CoverageRow,
  type CoveredKind,
} from './coverage';
import { listPrograms } from './programs/queries';
import type { ProgramEntry } from './programs/correction';
import { loadTraffic, type Traffic } from './recipient-store';
import { programOfDomain, trafficByProgram } from './traffic';

/** Domains without a program, as many as are listed. */
const UNKNOWN_SHOWN = 15;
/** Below this share of our mail a domain without a program is nobody's worry. */
const UNKNOWN_LEAST = 0.005;

export interface UnknownDomain {
  domain: string;
  delivered: number;
  share: number;
  /** Its preferred mail exchanger; null where there is none or nobody has asked yet. */
  host: string | null;
}

export interface Coverage {
  rows: CoverageRow[];
  traffic: { days: number; delivered: number };
  /** Where much of our mail goes and no program is known. */
  unknownDomains: UnknownDomain[];
  own: Record<CoveredKind, number>;
}

/** Everything, the biggest gap first. */
export async function loadCoverage(question: CoverageQuestion, now: Date): Promise<Coverage> {
  const db = sql();
  const [entries, loops, traffic] = await Promise.all([listPrograms(), listLoops(db), loadTraffic(db, now)]);
  const programs = entries.map(({ program }) => program);
  const subscribed = programs.map((program) => ({ program, loops: loopsOf(program, entries, loops) }));
  const countsOf = await countCovered(db, question, [[], ...subscribed.map((one) => one.loops)]);
  const sent = trafficByProgram(programs, traffic.domains);
  const rows = subscribed.map(({ program, loops: its }): CoverageRow => {
    const judged = judgeCoverage(program, its, countsOf(its));
    const { delivered, hosted } = sent.get(program.id) ?? { delivered: null, hosted: 0 };
    const share = delivered === null || traffic.delivered === 0 ? null : delivered / traffic.delivered;
    const through = programs.find(({ id }) => id === program.apply.through)?.name ?? null;
    return { program, through, loops: its, ...judged, delivered, hosted, share, gap: gapOf(judged, share) };
  });
  const own = countsOf([]);
  return {
    rows: rows.sort(byGap),
    traffic,
    unknownDomains: unknownDomains(entries, traffic),
    own: { range: own.get('range')?.all ?? 0, 'dkim-domain': own.get('dkim-domain')?.all ?? 0 },
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

function unknownDomains(programs: readonly ProgramEntry[], traffic: Traffic): UnknownDomain[] {
  const programOf = programOfDomain(programs.map(({ program }) => program));
  return traffic.domains
    .filter((one) => programOf(one) === null)
    .map(({ domain, delivered, hosts }) => ({
      ...{ domain, delivered },
      ...{ share: delivered / traffic.delivered, host: hosts[0] ?? null },
    }))
    .filter(({ share }) => share >= UNKNOWN_LEAST)
    .slice(0, UNKNOWN_SHOWN);
}
