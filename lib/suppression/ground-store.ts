// Grounds as they wait to become entries. They are written with their reports, by one COPY; a report that is read anew
// leaves its ground without a report, which is how the job that settles them learns of it.

import { copyRows } from '@/lib/db/copy-rows';
import type { Tx } from '@/lib/db/sql';
import { ownerlessDays } from './limits';
import type { Ground } from './types';

export type FiledGround = Ground & { reportId: number; accountId: number };

/** Those of these accounts whose customer sends bulk mail by agreement. */
export async function bulkAccounts(tx: Tx, accountIds: readonly number[]): Promise<Set<number>> {
  if (accountIds.length === 0) return new Set();
  const rows = await tx<{ id: number }[]>`
    SELECT a.id FROM account a JOIN customer c ON c.id = a.customer_id
    WHERE a.id = ANY(${accountIds as number[]}::int[]) AND c.declared_bulk_sender`;
  return new Set(rows.map(({ id }) => id));
}

const columns = [
  'report_id',
  'account_id',
  'is_not_spam',
  'complainant',
  'reporter_key',
  'feedback_loop_id',
  'received_at',
  'list_id',
  'recipient_id',
  'recipient_rule',
  'campaign',
  'evidence',
];

/** Keeps the grounds; they wait. */
export async function insertGrounds(tx: Tx, grounds: readonly FiledGround[]): Promise<void> {
  if (grounds.length === 0) return;
  await copyRows(
    tx,
    'suppression_ground',
    columns,
    grounds.map((one) => [
      one.reportId,
      one.accountId,
      one.isNotSpam,
      one.complainant,
      one.reporterKey,
      one.feedbackLoopId,
      one.receivedAt,
      one.listId,
      one.recipient?.id ?? null,
      one.recipient?.rule ?? null,
      one.campaign,
      { json: one.evidence },
    ]),
  );
}

/** A ground that waits, and whose list it concerns. */
export interface WaitingGround {
  id: number;
  customerId: number;
  isNotSpam: boolean;
  complainant: string;
  reporterKey: string;
  recipientId: string | null;
}

/** The oldest grounds that wait and whose customer is known, locked; those that another worker has are left to it. */
export async function lockWaitingGrounds(tx: Tx, limit: number): Promise<WaitingGround[]> {
  return tx<WaitingGround[]>`
    SELECT g.id, a.customer_id AS "customerId", g.is_not_spam AS "isNotSpam", g.complainant,
      g.reporter_key AS "reporterKey", g.recipient_id AS "recipientId"
    FROM suppression_ground g JOIN account a ON a.id = g.account_id
    WHERE g.token IS NULL AND g.report_id IS NOT NULL AND a.customer_id IS NOT NULL
    ORDER BY g.id LIMIT ${limit} FOR UPDATE OF g SKIP LOCKED`;
}

/** A complainant of a customer. */
export interface Pair {
  customerId: number;
  token: string;
}

/** Says whose grounds they are. */
export async function settleGrounds(tx: Tx, settled: readonly (Pair & { id: number })[]): Promise<void> {
  if (settled.length === 0) return;
  await tx`
    UPDATE suppression_ground g SET customer_id = s.customer, token = s.token
    FROM unnest(${settled.map(({ id }) => id)}::bigint[], ${settled.map(({ customerId }) => customerId)}::int[],
      ${settled.map(({ token }) => token)}::text[]) AS s (id, customer, token)
    WHERE g.id = s.id`;
}

/** Grounds whose reports were read anew, locked; `pair` is null where they had not become anything. */
export async function lockGoneGrounds(
  tx: Tx,
  limit: number,
): Promise<{ id: number; customerId: number | null; token: string | null }[]> {
  return tx<{ id: number; customerId: number | null; token: string | null }[]>`
    SELECT id, customer_id AS "customerId", token FROM suppression_ground WHERE report_id IS NULL
    ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
}

export async function deleteGrounds(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx`DELETE FROM suppression_ground WHERE id = ANY(${ids as number[]}::bigint[])`;
}

/** Grounds of accounts whose customer nobody ever named. */
export async function deleteOwnerless(tx: Tx, now: Date): Promise<void> {
  await tx`
    DELETE FROM suppression_ground WHERE token IS NULL
      AND received_at < ${now}::timestamptz - make_interval(days => ${ownerlessDays})
      AND id IN (SELECT g.id FROM suppression_ground g JOIN account a ON a.id = g.account_id
        WHERE g.token IS NULL AND a.customer_id IS NULL)`;
}
