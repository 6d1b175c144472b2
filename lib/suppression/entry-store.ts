// Writes of entries. Whoever writes one holds its list's row: the numbers of changes are committed in their order, so
// that a reader who asks for what came after a number misses nothing.

import type { Tx } from '@/lib/db/sql';
import type { EntryEnding, GroundSum, KeptEntry } from './entry-state';
import type { Pair } from './ground-store';

/** Makes lists where there are none yet. */
export async function makeLists(tx: Tx, customerIds: readonly number[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx`
    INSERT INTO suppression_list (customer_id) SELECT DISTINCT id FROM unnest(${customerIds as number[]}::int[]) AS c (id)
    ORDER BY id ON CONFLICT DO NOTHING`;
}

/** Locks these lists, in order; the number of the latest change by customer. Customers without a list are left out. */
export async function lockLists(tx: Tx, customerIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await tx<{ customerId: number; change: number }[]>`
    SELECT customer_id AS "customerId", change FROM suppression_list
    WHERE customer_id = ANY(${customerIds as number[]}::int[]) ORDER BY customer_id FOR UPDATE`;
  return new Map(rows.map(({ customerId, change }) => [customerId, change]));
}

/** What the grounds of these pairs come to, one row for each list. */
export async function sumGrounds(tx: Tx, pairs: readonly Pair[]): Promise<GroundSum[]> {
  return tx<GroundSum[]>`
    WITH pair AS (SELECT DISTINCT * FROM unnest(${pairs.map(({ customerId }) => customerId)}::int[],
        ${pairs.map(({ token }) => token)}::text[]) AS p (customer_id, token)),
    ground AS MATERIALIZED (
      SELECT g.* FROM pair p JOIN suppression_ground g ON g.customer_id = p.customer_id AND g.token = p.token
      WHERE g.report_id IS NOT NULL)
    SELECT customer_id AS "customerId", list_id AS "listId", token, count(*)::int AS complaints,
      min(received_at) AS "firstAt", max(received_at) AS "lastAt",
      (SELECT max(b.received_at) FROM ground b WHERE b.is_not_spam AND b.customer_id = g.customer_id
        AND b.token = g.token AND b.list_id IN ('', g.list_id)) AS "takenBackAt",
      (array_agg(complainant ORDER BY received_at DESC, id DESC))[1] AS complainant,
      (array_agg(reporter_key ORDER BY received_at DESC, id DESC))[1] AS "reporterKey",
      (array_agg(account_id ORDER BY received_at DESC, id DESC))[1] AS "accountId",
      (array_agg(feedback_loop_id ORDER BY received_at DESC, id DESC))[1] AS "feedbackLoopId",
      (array_agg(evidence ORDER BY received_at DESC, id DESC))[1] AS evidence,
      (array_agg(recipient_id ORDER BY received_at DESC, id DESC) FILTER (WHERE recipient_id IS NOT NULL))[1]
        AS "recipientId",
      (array_agg(recipient_rule ORDER BY received_at DESC, id DESC) FILTER (WHERE recipient_id IS NOT NULL))[1]
        AS "recipientRule",
      (array_agg(campaign ORDER BY received_at DESC, id DESC))[1] AS campaign
    FROM ground g WHERE NOT is_not_spam GROUP BY customer_id, list_id, token ORDER BY max(received_at), token, list_id`;
}

/** The entries of these pairs as they are kept. */
export async function loadEntries(tx: Tx, pairs: readonly Pair[]): Promise<KeptEntry[]> {
  return tx<KeptEntry[]>`
    SELECT e.customer_id AS "customerId", e.list_id AS "listId", e.token, e.complaints, e.last_at AS "lastAt",
      e.ended_at AS "endedAt", e.ended_by AS "endedBy", e.removed_at AS "removedAt", e.recipient_id AS "recipientId"
    FROM (SELECT DISTINCT * FROM unnest(${pairs.map(({ customerId }) => customerId)}::int[],
        ${pairs.map(({ token }) => token)}::text[]) AS p (customer_id, token)) p
    JOIN suppression_entry e ON e.customer_id = p.customer_id AND e.token = p.token`;
}

export type WrittenEntry = GroundSum & EntryEnding & { addressMark: string | null; change: number };

/** Writes entries under their new numbers. */
export async function writeEntries(tx: Tx, entries: readonly WrittenEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx`
    INSERT INTO suppression_entry (customer_id, list_id, token, complainant, address_mark, recipient_id, recipient_rule,
      campaign, account_id, feedback_loop_id, evidence, complaints, first_at, last_at, ended_at, ended_by, change)
    SELECT * FROM json_to_recordset(${tx.json(entries as never)}::json) AS e ("customerId" int, "listId" text, token text,
      complainant text, "addressMark" text, "recipientId" text, "recipientRule" text, campaign text, "accountId" int,
      "feedbackLoopId" int, evidence jsonb, complaints int, "firstAt" timestamptz, "lastAt" timestamptz,
      "endedAt" timestamptz, "endedBy" text, change bigint)
    ON CONFLICT (customer_id, token, list_id) DO UPDATE SET complainant = excluded.complainant,
      address_mark = excluded.address_mark, recipient_id = excluded.recipient_id,
      recipient_rule = excluded.recipient_rule, campaign = excluded.campaign, account_id = excluded.account_id,
      feedback_loop_id = excluded.feedback_loop_id, evidence = excluded.evidence, complaints = excluded.complaints,
      first_at = excluded.first_at, last_at = excluded.last_at, ended_at = excluded.ended_at,
      ended_by = excluded.ended_by, change = excluded.change`;
}

/** Ends entries of which no complaint is left, under their new numbers. */
export async function endGoneEntries(
  tx: Tx,
  entries: readonly (Pick<KeptEntry, 'customerId' | 'listId' | 'token'> & EntryEnding & { change: number })[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx`
    UPDATE suppression_entry e SET complaints = 0, ended_at = g."endedAt", ended_by = g."endedBy", change = g.change
    FROM json_to_recordset(${tx.json(entries as never)}::json) AS g ("customerId" int, "listId" text, token text,
      "endedAt" timestamptz, "endedBy" text, change bigint)
    WHERE e.customer_id = g."customerId" AND e.list_id = g."listId" AND e.token = g.token`;
}

/** How a list grew: what changed, how many entries are in force more or fewer, how many have ended more or fewer. */
export interface ListGrowth {
  customerId: number;
  changes: number;
  active: number;
  ended: number;
}

/** Counts on, makes the list software's message due, and tells the policy service. */
export async function growLists(tx: Tx, growths: readonly ListGrowth[], now: Date): Promise<void> {
  if (growths.length === 0) return;
  await tx`
    UPDATE suppression_list l SET change = l.change + g.changes, active = l.active + g.active, ended = l.ended + g.ended,
      last_at = ${now}, webhook_due_at = CASE WHEN l.webhook_on THEN coalesce(l.webhook_due_at, ${now}) END
    FROM json_to_recordset(${tx.json(growths as never)}::json) AS g ("customerId" int, changes int, active int, ended int)
    WHERE l.customer_id = g."customerId"`;
  await tx`SELECT pg_notify('suppression', '')`;
}

/** An entry under its list's lock; null where there is none. The caller holds the list. */
export async function findEntryForRemoval(
  tx: Tx,
  customerId: number,
  id: number,
): Promise<{ endedBy: string | null; lastAt: Date } | null> {
  const [row] = await tx<{ endedBy: string | null; lastAt: Date }[]>`
    SELECT ended_by AS "endedBy", last_at AS "lastAt" FROM suppression_entry
    WHERE id = ${id} AND customer_id = ${customerId} FOR UPDATE`;
  return row ?? null;
}

/** A person takes an entry off the list; a complaint that comes later puts it on again. */
export async function removeEntryRow(
  tx: Tx,
  {
    id,
    userId,
    reason,
    change,
    now,
  }: { id: number; userId: number; reason: string; change: number; now: Date },
): Promise<void> {
  await tx`
    UPDATE suppression_entry SET removed_at = ${now}, removed_by_id = ${userId}, removed_reason = ${reason},
      ended_at = ${now}, ended_by = 'person', change = ${change} WHERE id = ${id}`;
}
