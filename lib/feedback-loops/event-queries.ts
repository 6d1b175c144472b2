// The history of a subscription, newest first, by key.

import { sql } from '@/lib/db/sql';
import type { LoopEvent } from './event-types';

export type LoopEventRow = LoopEvent & {
  id: number;
  at: Date;
  /** Null: the desk itself. */
  by: string | null;
};

export const eventPageSize = 30;

/** A page of it, from before `before`; one row more than a page where there are older ones. */
export async function listLoopEvents(loopId: number, before: number | null): Promise<LoopEventRow[]> {
  const rows = await sql()<LoopEventRow[]>`
    SELECT e.id, e.at, e.kind, e.detail, u.name AS by
    FROM feedback_loop_event e LEFT JOIN app_user u ON u.id = e.user_id
    WHERE e.feedback_loop_id = ${loopId} AND e.id < ${before ?? Number.MAX_SAFE_INTEGER}
    ORDER BY e.id DESC LIMIT ${eventPageSize + 1}`;
  return [...rows];
}
