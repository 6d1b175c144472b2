// Writes of the corrections.

import type { Tx } from '@/lib/db/sql';
import type { CorrectionBody } from './correction';

/** Keeps writers of one program from each other until the transaction ends. */
export async function lockProgram(tx: Tx, id: string): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(hashtext('program'), hashtext(${id}))`;
}

export async function putCorrection(tx: Tx, id: string, body: CorrectionBody, userId: number): Promise<void> {
  await tx`
    INSERT INTO program_correction (program_id, body, updated_by_id) VALUES (${id}, ${tx.json(body)}, ${userId})
    ON CONFLICT (program_id) DO UPDATE SET body = excluded.body, updated_by_id = excluded.updated_by_id,
      updated_at = now()`;
}

/** Whether there was one. */
export async function dropCorrection(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx`DELETE FROM program_correction WHERE program_id = ${id} RETURNING program_id`;
  return rows.length > 0;
}
