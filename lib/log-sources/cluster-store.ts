// Rows of the log clusters: where they are, how far their hosts were last seen to reach, and since when they are silent.

import type { Sql } from '@/lib/db/sql';
import type { LogCoverage } from '@/lib/maillog-lookup/types';

/** A cluster as it is connected to. `settings` is checked by who reads it. */
export interface ClusterRow {
  id: number;
  name: string;
  settings: unknown;
  secretSealed: Uint8Array | null;
  /** How far it reached when it last answered; empty where it never did. */
  reached: LogCoverage[];
}

/** The clusters that are asked: not paused. */
export async function listClusters(pool: Sql): Promise<ClusterRow[]> {
  return pool<ClusterRow[]>`
    SELECT id, name, cluster AS settings, secret_sealed AS "secretSealed",
      coalesce(position->'reached', '[]') AS reached
    FROM log_source WHERE kind = 'cluster' AND NOT paused ORDER BY id`;
}

/** Notes that a cluster answered, and how far its hosts reach. */
export async function noteClusterReach(
  pool: Sql,
  id: number,
  reached: readonly LogCoverage[],
): Promise<void> {
  const lastAt = reached.length === 0 ? null : new Date(Math.max(...reached.map(({ to }) => to)));
  await pool`
    UPDATE log_source SET position = ${pool.json({ reached } as never)}, last_line_at = ${lastAt}, last_read_at = now(),
      last_error = NULL, down_since = NULL
    WHERE id = ${id}`;
}

/** Notes that a cluster does not answer, and why. */
export async function noteClusterFault(pool: Sql, id: number, message: string): Promise<void> {
  await pool`
    UPDATE log_source SET last_error = ${message.slice(0, 500)}, down_since = coalesce(down_since, now())
    WHERE id = ${id} AND NOT paused`;
}
