// Forgets entries that ended long ago, with what they rest on. Whoever comes back later begins anew.

import type { Tx } from '@/lib/db/sql';

interface Gone {
  customerId: number;
  token: string;
  listId: string;
}

/** Deletes entries that ended before a moment, at most `limit`; returns how many. Their lists stay, without them. */
export async function forgetEndedEntries(tx: Tx, before: Date, limit: number): Promise<number> {
  // The lists first, in order, as whoever settles complaints takes them.
  const lists = await tx<{ customerId: number }[]>`
    SELECT customer_id AS "customerId" FROM suppression_list WHERE customer_id IN (
      SELECT customer_id FROM (SELECT customer_id FROM suppression_entry WHERE ended_at < ${before}
        ORDER BY ended_at LIMIT ${limit}) AS due)
    ORDER BY customer_id FOR UPDATE`;
  if (lists.length === 0) return 0;
  const gone = await tx<Gone[]>`
    DELETE FROM suppression_entry WHERE id IN (
      SELECT id FROM suppression_entry
      WHERE customer_id = ANY(${lists.map(({ customerId }) => customerId)}::int[]) AND ended_at < ${before}
      ORDER BY ended_at LIMIT ${limit})
    RETURNING customer_id AS "customerId", token, list_id AS "listId"`;
  await forgetGrounds(tx, gone);
  await tx`
    UPDATE suppression_list l SET ended = l.ended - g.n
    FROM (SELECT id, count(*)::int AS n FROM unnest(${gone.map(({ customerId }) => customerId)}::int[]) AS c (id)
      GROUP BY id) g
    WHERE l.customer_id = g.id`;
  return gone.length;
}

// What an entry rests on goes with it: were it kept while the person stands on another list, their next complaint would
// bring the forgotten entry back, and what a person had removed would be in force again. A not-spam that names no list
// concerns all of them, and stays as long as one of them does. Grounds whose report is being read anew are settled first.
async function forgetGrounds(tx: Tx, gone: readonly Gone[]): Promise<void> {
  await tx`
    DELETE FROM suppression_ground g
    USING unnest(${gone.map(({ customerId }) => customerId)}::int[], ${gone.map(({ token }) => token)}::text[],
      ${gone.map(({ listId }) => listId)}::text[]) AS p (customer_id, token, list_id)
    WHERE g.customer_id = p.customer_id AND g.token = p.token AND g.report_id IS NOT NULL
      AND ((g.list_id = p.list_id AND NOT (g.is_not_spam AND g.list_id = '')) OR NOT EXISTS (
        SELECT FROM suppression_entry e WHERE e.customer_id = g.customer_id AND e.token = g.token))`;
}
