// The sources of connections, for the screen and the job.

import { sql } from '@/lib/db/sql';
import type { ConnectionSourceRow } from './types';

function select() {
  return sql()`
    SELECT s.id, s.name, s.kind, coalesce(s.path, '') AS path, s.time_zone AS "timeZone", s.confirmed_at AS "confirmedAt",
      s.last_read_at AS "lastReadAt", s.last_error AS "lastError", s.rows, s.bad_rows AS "badRows", f.name AS "fileName"
    FROM connection_source s LEFT JOIN connection_file f ON f.source_id = s.id`;
}

/** All of them, by name. */
export async function listConnectionSources(): Promise<ConnectionSourceRow[]> {
  return sql()<ConnectionSourceRow[]>`${select()} ORDER BY s.name`;
}

/** One of them; null where it is gone. */
export async function findConnectionSource(id: number): Promise<ConnectionSourceRow | null> {
  const [row] = await sql()<ConnectionSourceRow[]>`${select()} WHERE s.id = ${id}`;
  return row ?? null;
}

/** The uploaded file of a source. */
export async function connectionFileBytes(id: number): Promise<Buffer | null> {
  const [row] = await sql()<{ bytes: Buffer }[]>`SELECT bytes FROM connection_file WHERE source_id = ${id}`;
  return row?.bytes ?? null;
}
