// Reads for the screen "Feedback loops".

import { sql } from '@/lib/db/sql';
import { loadLoop } from './loop-store';
import { loopVersion } from './loop-version';
import type { LoopSettings, LoopState } from './types';

export interface LoopRow {
  id: number;
  name: string;
  program: string;
  intakeAlias: string | null;
  factor: number;
  state: LoopState;
  owner: string | null;
  lastReportAt: Date | null;
  /** Set while the silence alarm rings. */
  silentSince: Date | null;
  /** Reports of the last `SHOWN_DAYS` days, today last. */
  days: number[];
}

/** Days that the list and the page of a loop show. */
export const SHOWN_DAYS = 30;

/** All loops: silent ones first, then by state as life has it, ended ones last; by name. */
export async function listLoops(now: Date): Promise<LoopRow[]> {
  const today = now.toISOString().slice(0, 10);
  const rows = await sql()<LoopRow[]>`
    SELECT l.id, l.name, l.program, l.intake_alias AS "intakeAlias", l.factor, l.state, u.name AS owner,
           l.last_report_at AS "lastReportAt", CASE WHEN l.state = 'active' THEN l.silent_since END AS "silentSince", d.days
    FROM feedback_loop l LEFT JOIN app_user u ON u.id = l.owner_id
    CROSS JOIN LATERAL (
      SELECT array_agg(coalesce(f.reports, 0) ORDER BY g.back DESC) AS days
      FROM generate_series(0, ${SHOWN_DAYS - 1}::int) AS g (back)
      LEFT JOIN feedback_loop_day f ON f.feedback_loop_id = l.id AND f.day = ${today}::date - g.back
    ) AS d
    ORDER BY (l.state = 'active' AND l.silent_since IS NOT NULL) DESC,
      array_position(ARRAY['verifying', 'active', 'applied', 'planned', 'paused', 'ended'], l.state), l.name, l.id`;
  return [...rows];
}

/** A loop as its page begins. */
export interface LoopHead {
  settings: LoopSettings;
  /** What an edit must carry back. */
  version: string;
  state: LoopState;
  stateSince: Date;
  hasCredentials: boolean;
}

/** Null where there is none. */
export async function findLoop(id: number): Promise<LoopHead | null> {
  const loop = await loadLoop(sql(), id);
  return loop === null ? null : { ...loop, version: loopVersion(loop.settings) };
}
