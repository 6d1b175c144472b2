// Files kept with a subscription: contracts, confirmations. A handful each.

import { sql } from '@/lib/db/sql';

export interface LoopFile {
  id: number;
  name: string;
  bytes: number;
  addedAt: Date;
  addedBy: string | null;
}

/** Without their contents, the newest first. */
export async function listLoopFiles(loopId: number): Promise<LoopFile[]> {
  const rows = await sql()<LoopFile[]>`
    SELECT f.id, f.name, f.size_bytes AS bytes, f.added_at AS "addedAt", u.name AS "addedBy"
    FROM feedback_loop_file f LEFT JOIN app_user u ON u.id = f.added_by_id
    WHERE f.feedback_loop_id = ${loopId} ORDER BY f.id DESC`;
  return [...rows];
}

/** One file of this loop with its bytes; null where there is none. */
export async function findLoopFile(
  loopId: number,
  id: number,
): Promise<{ name: string; content: Buffer } | null> {
  const [row] = await sql()<{ name: string; content: Uint8Array }[]>`
    SELECT name, content FROM feedback_loop_file WHERE feedback_loop_id = ${loopId} AND id = ${id}`;
  return row === undefined ? null : { name: row.name, content: Buffer.from(row.content) };
}
