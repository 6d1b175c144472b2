// Files of connections that have changed since they were read are read again; sessions that ended too long ago go
// (traffic data are kept as long as the mail log, § 9 TDDDG). What a complaint needed of them stands in its evidence.

import { dropSessionsBefore } from '@/lib/connections/connection-store';
import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { markOf } from './connection-lines';
import { readConnections } from './read-connections';

const DAY = 86_400_000;
/** No end and no word of a session for so long: its stop record was lost, and nobody got the address since. */
const STALE_DAYS = 90;

/** Returns how many sources were read and how many sessions went. */
export async function refreshConnections(now = new Date()): Promise<{ read: number; dropped: number }> {
  const known = await sql()<{ id: number; path: string; mark: string | null }[]>`
    SELECT id, path, mark FROM connection_source WHERE path IS NOT NULL AND confirmed_at IS NOT NULL ORDER BY id`;
  let read = 0;
  for (const { id, path, mark } of known) {
    if ((await markOf(path)) === mark) continue;
    const result = await readConnections(id, null, now);
    if (result.ok) read += 1;
  }
  // An upload that was read is only looked at for a while; it holds as much as the sessions do.
  await sql()`
    DELETE FROM connection_file f USING connection_source s WHERE s.id = f.source_id AND s.last_read_at >= f.uploaded_at`;
  const before = new Date(now.getTime() - env().MAIL_LOG_DAYS * DAY);
  const staleBefore = new Date(now.getTime() - STALE_DAYS * DAY);
  const dropped = await sql().begin((tx) => dropSessionsBefore(tx, before, staleBefore));
  return { read, dropped };
}
