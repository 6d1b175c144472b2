// The one place where entries are read for somebody outside: exports, the interface and list software. A complainant's
// address is part of it only where the terms of the feedback loop and an administrator allow that, asked anew each time;
// the customer's own id only where the loop's terms allow details (lib/feedback-loops). What the desk itself shows comes
// from queries.ts.

import type { Sql, Tx } from '@/lib/db/sql';
import type { GivenEntry } from './types';

/** Entries of a customer in the order of their changes, those after `after`; ended ones too, as news. */
export async function givenEntries(
  db: Sql | Tx,
  customerId: number,
  { after, limit, until = null }: { after: number; limit: number; until?: number | null },
): Promise<GivenEntry[]> {
  return db<GivenEntry[]>`
    SELECT e.change, e.list_id AS "listId", e.token,
      CASE WHEN coalesce(f.discloses, e.feedback_loop_id IS NULL) THEN e.recipient_id END AS "recipientId",
      CASE WHEN coalesce(f.discloses, e.feedback_loop_id IS NULL) THEN e.campaign END AS campaign,
      CASE WHEN l.gives_addresses AND coalesce(f.may_suppress_address, false) AND e.address_mark IS NOT NULL
        THEN e.complainant END AS address,
      e.ended_at IS NULL AS active, e.ended_by AS "endedBy", e.complaints, e.first_at AS "firstAt", e.last_at AS "lastAt"
    FROM suppression_entry e JOIN suppression_list l ON l.customer_id = e.customer_id
    LEFT JOIN feedback_loop f ON f.id = e.feedback_loop_id
    WHERE e.customer_id = ${customerId} AND e.change > ${after} AND e.change <= ${until ?? Number.MAX_SAFE_INTEGER}
    ORDER BY e.change LIMIT ${limit}`;
}

/** Whose list it is, by the customer's number; null where there is no such customer. Without a list, nothing changed. */
export async function findGivenList(
  db: Sql | Tx,
  customerNumber: string,
): Promise<{ customerId: number; number: string; change: number } | null> {
  const [row] = await db<{ customerId: number; number: string; change: number }[]>`
    SELECT c.id AS "customerId", c.number, coalesce(l.change, 0) AS change FROM customer c
    LEFT JOIN suppression_list l ON l.customer_id = c.id WHERE c.number = ${customerNumber}`;
  return row ?? null;
}

/**
 * How many people a declared bulk sender's list holds that was begun up to a moment; 0 for everybody else. For notices:
 * a count names nobody.
 */
export async function countToldSuppressions(db: Sql | Tx, customerId: number, until: Date): Promise<number> {
  const [row] = await db<{ people: number }[]>`
    SELECT count(DISTINCT e.token)::int AS people FROM suppression_entry e JOIN customer c ON c.id = e.customer_id
    WHERE e.customer_id = ${customerId} AND e.ended_at IS NULL AND e.first_at <= ${until} AND c.declared_bulk_sender`;
  return row?.people ?? 0;
}
