// What is kept of a subscription that is over: its name and its figures, which reports point to; not who was written to about
// it, what was noted, and what its provider knew.

import type { Tx } from '@/lib/db/sql';

/** Of the subscriptions that ended before then: history, notes, files, contacts and credentials go. Returns how many had any. */
export async function forgetEndedLoops(tx: Tx, before: Date): Promise<number> {
  // A lock on the row, so that nobody takes the subscription up again meanwhile.
  const over = await tx<{ id: number }[]>`
    SELECT l.id FROM feedback_loop l
    WHERE l.state = 'ended' AND l.state_since < ${before} AND (
      num_nonnulls(l.contact_name, l.contact_email, l.contact_phone, l.contact_url, l.terms, l.fee, l.credentials_sealed) > 0
      OR EXISTS (SELECT FROM feedback_loop_event e WHERE e.feedback_loop_id = l.id)
      OR EXISTS (SELECT FROM feedback_loop_file f WHERE f.feedback_loop_id = l.id)
      OR EXISTS (SELECT FROM feedback_loop_duty d WHERE d.feedback_loop_id = l.id)
      OR EXISTS (SELECT FROM feedback_loop_resource r WHERE r.feedback_loop_id = l.id))
    ORDER BY l.id FOR NO KEY UPDATE OF l`;
  if (over.length === 0) return 0;
  const ids = over.map(({ id }) => id);
  await tx`DELETE FROM feedback_loop_event WHERE feedback_loop_id = ANY (${ids}::int[])`;
  await tx`DELETE FROM feedback_loop_file WHERE feedback_loop_id = ANY (${ids}::int[])`;
  await tx`DELETE FROM feedback_loop_duty WHERE feedback_loop_id = ANY (${ids}::int[])`;
  await tx`DELETE FROM feedback_loop_resource WHERE feedback_loop_id = ANY (${ids}::int[])`;
  await tx`
    UPDATE feedback_loop SET contact_name = NULL, contact_email = NULL, contact_phone = NULL, contact_url = NULL,
      terms = NULL, fee = NULL, credentials_sealed = NULL
    WHERE id = ANY (${ids}::int[])`;
  return over.length;
}
