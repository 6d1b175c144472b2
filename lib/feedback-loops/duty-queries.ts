// What providers still have to be told of our resources.

import { sql, type Sql, type Tx } from '@/lib/db/sql';
import type { ToldKind } from '@/lib/own-network/types';

export interface OpenDuties {
  loopId: number;
  name: string;
  count: number;
  /** The first of them. */
  values: string[];
}

/** The loops that have to be told something, with how much. */
export async function listOpenDuties(db: Sql | Tx = sql()): Promise<OpenDuties[]> {
  const rows = await db<OpenDuties[]>`
    SELECT l.id AS "loopId", l.name, count(*)::int AS count, (array_agg(d.value ORDER BY d.id))[1:12] AS values
    FROM feedback_loop_duty d JOIN feedback_loop l ON l.id = d.feedback_loop_id
    WHERE d.told_at IS NULL GROUP BY l.id, l.name ORDER BY l.name, l.id`;
  return [...rows];
}

export interface Duty {
  id: number;
  kind: ToldKind;
  value: string;
  change: 'added' | 'removed';
  since: Date;
}

/** What one loop still has to be told. */
export async function listDuties(db: Sql | Tx, loopId: number): Promise<Duty[]> {
  const rows = await db<Duty[]>`
    SELECT id, kind, value, change, since FROM feedback_loop_duty
    WHERE feedback_loop_id = ${loopId} AND told_at IS NULL ORDER BY kind DESC, change, value`;
  return [...rows];
}
