// The customer as known when a case was opened, kept with the case whatever the directory says later.

import type { Sql, Tx } from '@/lib/db/sql';
import type { CustomerSnapshot } from '@/lib/customers/types';

/** Keeps the snapshots with their cases; a case that has one keeps that. */
export async function keepSnapshots(
  tx: Tx,
  snapshots: readonly { caseId: number; snapshot: CustomerSnapshot }[],
): Promise<void> {
  if (snapshots.length === 0) return;
  await tx`
    UPDATE "case" c SET customer_snapshot = s.snapshot
    FROM json_to_recordset(${tx.json(snapshots as never)}::json) AS s ("caseId" int, snapshot jsonb)
    WHERE c.id = s."caseId" AND c.customer_snapshot IS NULL`;
}

/** Open cases whose customer became known only after they were opened; locked, at most `limit`. */
export async function lockCasesWithoutSnapshot(
  tx: Tx,
  limit: number,
): Promise<{ caseId: number; accountId: number }[]> {
  return tx<{ caseId: number; accountId: number }[]>`
    SELECT c.id AS "caseId", c.account_id AS "accountId"
    FROM "case" c JOIN account a ON a.id = c.account_id
    WHERE c.is_open AND c.customer_snapshot IS NULL AND a.customer_id IS NOT NULL
    ORDER BY c.id LIMIT ${limit} FOR UPDATE OF c`;
}

/** What the case kept of its customer; null where nobody was known. */
export async function loadSnapshot(db: Sql | Tx, caseId: number): Promise<CustomerSnapshot | null> {
  const [row] = await db<{ snapshot: CustomerSnapshot | null }[]>`
    SELECT customer_snapshot AS snapshot FROM "case" WHERE id = ${caseId}`;
  return row?.snapshot ?? null;
}

/** Open cases are found by their customer's number and name: both came later. */
export async function renewSearchText(tx: Tx, caseIds: readonly number[]): Promise<void> {
  await tx`
    UPDATE "case" c SET search_text = lower(concat_ws(' ', c.number, a.login, k.number, k.name))
    FROM account a LEFT JOIN customer k ON k.id = a.customer_id
    WHERE a.id = c.account_id AND c.id = ANY(${caseIds as number[]}::int[])`;
}
