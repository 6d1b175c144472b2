// The rhythm of one feedback loop for its page.

import { sql } from '@/lib/db/sql';
import { SHOWN_DAYS } from './queries';
import type { LoopState } from './types';

export interface LoopRhythm {
  state: LoopState;
  /** Reports of the last `SHOWN_DAYS` times three days, today last. */
  days: number[];
  lastReportAt: Date | null;
  silentSince: Date | null;
  alarmAt: Date | null;
  /** `2026-11-22`, both included; the latest first. */
  outages: { id: number; fromDay: string; toDay: string; markedBy: string | null }[];
  /** The longest run of days without a report that is shown and over: what one would mark. Null where there is none. */
  proposedFrom: string | null;
  proposedTo: string | null;
}

const DAY_MS = 86_400_000;
/** A shorter gap is no outage worth marking. */
const LEAST_GAP = 3;

/** Null where there is no such loop. */
export async function findRhythm(id: number, now: Date): Promise<LoopRhythm | null> {
  const today = now.toISOString().slice(0, 10);
  const [row] = await sql()<Omit<LoopRhythm, 'proposedFrom' | 'proposedTo'>[]>`
    SELECT l.state, l.last_report_at AS "lastReportAt", l.silent_since AS "silentSince", l.alarm_at AS "alarmAt",
           (SELECT array_agg(coalesce(f.reports, 0) ORDER BY g.back DESC)
            FROM generate_series(0, ${SHOWN_DAYS * 3 - 1}::int) AS g (back)
            LEFT JOIN feedback_loop_day f ON f.feedback_loop_id = l.id AND f.day = ${today}::date - g.back) AS days,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'fromDay', o.from_day, 'toDay', o.to_day,
              'markedBy', u.name) ORDER BY o.from_day DESC), '[]')
            FROM feedback_loop_outage o LEFT JOIN app_user u ON u.id = o.marked_by_id
            WHERE o.feedback_loop_id = l.id) AS outages
    FROM feedback_loop l WHERE l.id = ${id}`;
  if (row === undefined) return null;
  const gap = longestGap(row.days);
  const dayOf = (index: number) =>
    new Date(now.getTime() - (row.days.length - 1 - index) * DAY_MS).toISOString().slice(0, 10);
  return {
    ...row,
    proposedFrom: gap === null ? null : dayOf(gap.from),
    proposedTo: gap === null ? null : dayOf(gap.to),
  };
}

/** The longest run of zeros between two days with reports, as indices; null below `LEAST_GAP`. */
export function longestGap(days: readonly number[]): { from: number; to: number } | null {
  let longest: { from: number; to: number } | null = null;
  let last = -1;
  for (const [index, count] of days.entries()) {
    if (count === 0) continue;
    const length = index - last - 1;
    if (last >= 0 && length >= LEAST_GAP && length > (longest === null ? 0 : longest.to - longest.from + 1))
      longest = { from: last + 1, to: index - 1 };
    last = index;
  }
  return longest;
}
