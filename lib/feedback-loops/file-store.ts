// Writes of the files kept with a subscription.

import type { Tx } from '@/lib/db/sql';

/** How many the loop has. */
export async function countLoopFiles(tx: Tx, loopId: number): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    SELECT count(*)::int AS count FROM feedback_loop_file WHERE feedback_loop_id = ${loopId}`;
  return row?.count ?? 0;
}

export async function insertLoopFile(
  tx: Tx,
  loopId: number,
  { name, content, userId }: { name: string; content: Uint8Array; userId: number },
): Promise<void> {
  await tx`
    INSERT INTO feedback_loop_file (feedback_loop_id, name, content, size_bytes, added_by_id)
    VALUES (${loopId}, ${name}, ${Buffer.from(content)}, ${content.length}, ${userId})`;
}

/** The file that is gone now; null where there was none. */
export async function deleteLoopFile(
  tx: Tx,
  loopId: number,
  id: number,
): Promise<{ name: string; bytes: number } | null> {
  const [row] = await tx<{ name: string; bytes: number }[]>`
    DELETE FROM feedback_loop_file WHERE feedback_loop_id = ${loopId} AND id = ${id}
    RETURNING name, size_bytes AS bytes`;
  return row ?? null;
}
