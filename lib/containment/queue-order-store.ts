// Writes of what people have done with held mail. Promise: a mail belongs to at most one open order; what is carried out was
// committed before, and each write after the claim names its attempt.

import type { Sql, Tx } from '@/lib/db/sql';
import { claimSeconds } from './limits';
import type {
  ClaimedQueueOrder,
  LockedQueueOrder,
  NewQueueOrder,
  QueueChoice,
  QueueOrderState,
} from './queue-rows';
import type { QueuedMailKey, QueueOutcome } from './queue-types';

/** Subjects kept with an order: what whoever agrees has to read. */
const KEPT_SUBJECTS = 20;

/**
 * Takes the order into the books together with the mails that are still free; null where none is. `left` mails stay on hold,
 * and the order is over at once.
 */
export async function insertQueueOrder(
  tx: Tx,
  order: NewQueueOrder,
  choice: QueueChoice,
  now: Date,
): Promise<{ id: number; mails: number } | null> {
  const { connectorId, accountId, action } = order;
  const chosen = choice.clusters.map(({ cluster, handsOff }) => `${cluster} ${handsOff}`);
  const rows = await tx<{ id: number; subject: string | null }[]>`
    SELECT id, subject FROM queued_mail
    WHERE connector_id = ${connectorId} AND account_id = ${accountId} AND place = 'hold' AND order_id IS NULL
      AND id <= ${choice.upTo} AND coalesce(cluster, '') || ' ' || coalesce(hands_off, '') = ANY(${chosen})
    ORDER BY id FOR UPDATE`;
  if (rows.length === 0) return null;
  const isOver = action === 'leave';
  const [written] = await tx<{ id: number }[]>`
    INSERT INTO queue_order (case_id, account_id, connector_id, action, reason, subjects, mails, wanted_by_id, wanted_at,
      state, due_at, done, ended_at)
    VALUES (${order.caseId}, ${accountId}, ${connectorId}, ${action}, ${order.reason},
      ${tx.json(subjectsOf(rows) as never)}, ${rows.length}, ${order.wantedById}, ${now}, ${order.state}, ${order.dueAt},
      ${isOver ? rows.length : 0}, ${isOver ? now : null})
    RETURNING id`;
  if (written === undefined) throw new Error('a queue order was not written');
  const ids = rows.map(({ id }) => id);
  if (isOver) await tx`UPDATE queued_mail SET hands_off = 'left' WHERE id = ANY(${ids}::bigint[])`;
  else await tx`UPDATE queued_mail SET order_id = ${written.id} WHERE id = ANY(${ids}::bigint[])`;
  return { id: written.id, mails: rows.length };
}

function subjectsOf(
  rows: readonly { subject: string | null }[],
): { subject: string | null; mails: number }[] {
  const counts = new Map<string | null, number>();
  for (const { subject } of rows) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  return [...counts]
    .map(([subject, mails]) => ({ subject, mails }))
    .sort((a, b) => b.mails - a.mails)
    .slice(0, KEPT_SUBJECTS);
}

/** The order and its row's lock; null where there is no such order of the case. */
export async function lockQueueOrder(tx: Tx, id: number, caseId: number): Promise<LockedQueueOrder | null> {
  const [row] = await tx<LockedQueueOrder[]>`
    SELECT id, case_id AS "caseId", action, state, mails, wanted_by_id AS "wantedById"
    FROM queue_order WHERE id = ${id} AND case_id = ${caseId} FOR UPDATE`;
  return row ?? null;
}

/** The second person agrees; false where nobody has to any more, or it is the same person. */
export async function approveQueueOrder(
  tx: Tx,
  id: number,
  userId: number,
  dueAt: Date,
  now: Date,
): Promise<boolean> {
  const rows = await tx`
    UPDATE queue_order SET approved_by_id = ${userId}, approved_at = ${now}, state = 'due', due_at = ${dueAt}
    WHERE id = ${id} AND state = 'second-person' AND wanted_by_id <> ${userId} RETURNING 1`;
  return rows.length > 0;
}

/** Takes an order back before it has begun; its mails stay on hold. False where it has begun. */
export async function withdrawQueueOrder(tx: Tx, id: number, now: Date): Promise<boolean> {
  const rows = await tx`
    UPDATE queue_order SET state = 'withdrawn', ended_at = ${now}, due_at = NULL
    WHERE id = ${id} AND state IN ('second-person', 'due') AND attempts = 0 RETURNING 1`;
  if (rows.length > 0) await tx`UPDATE queued_mail SET order_id = NULL WHERE order_id = ${id}`;
  return rows.length > 0;
}

/** Claims the next order that is due and whose connector may act; the attempt is committed before anything is done. */
export async function claimQueueOrder(sql: Sql, now: Date): Promise<ClaimedQueueOrder | null> {
  const [row] = await sql<ClaimedQueueOrder[]>`
    WITH due AS (
      SELECT o.id FROM queue_order o JOIN connector c ON c.id = o.connector_id
      WHERE o.ended_at IS NULL AND o.due_at <= ${now} AND (o.claimed_until IS NULL OR o.claimed_until < ${now}) AND c.active
      ORDER BY o.due_at LIMIT 1 FOR UPDATE OF o SKIP LOCKED
    )
    UPDATE queue_order o SET attempts = o.attempts + 1, claimed_until = ${now}::timestamptz + make_interval(secs => ${claimSeconds})
    FROM due, account a
    WHERE o.id = due.id AND a.id = o.account_id
    RETURNING o.id, o.case_id AS "caseId", o.account_id AS "accountId", o.connector_id AS "connectorId", a.login,
      o.action, o.state, o.attempts, coalesce((o.last_fault->>'times')::int, 0) AS failures`;
  return row ?? null;
}

/** The next of an order's mails, at most so many. */
export async function mailsOfOrder(sql: Sql, orderId: number, most: number): Promise<QueuedMailKey[]> {
  return sql<QueuedMailKey[]>`
    SELECT queue_id AS "queueId", extract(epoch FROM arrived_at)::float8 AS "arrivedAt" FROM queued_mail
    WHERE order_id = ${orderId} ORDER BY id LIMIT ${most}`;
}

/** What has become of an order. */
export interface QueueOrderStanding {
  state: QueueOrderState;
  done: number;
  missing: number;
  kept: number;
}

/**
 * Writes what an attempt came to. What is done has left the snapshot; what is still held is free for another decision.
 * Null: the claim is somebody else's by now.
 */
export async function settleQueueOrder(
  tx: Tx,
  claim: ClaimedQueueOrder,
  { done, missing, kept }: QueueOutcome,
  now: Date,
): Promise<QueueOrderStanding | null> {
  const rows =
    await tx`SELECT 1 FROM queue_order WHERE id = ${claim.id} AND attempts = ${claim.attempts} FOR UPDATE`;
  if (rows.length === 0) return null;
  const left = [...done, ...missing].map(({ queueId }) => queueId);
  await tx`DELETE FROM queued_mail WHERE order_id = ${claim.id} AND queue_id = ANY(${left}::text[])`;
  const held = kept.map(({ queueId }) => queueId);
  await tx`UPDATE queued_mail SET order_id = NULL WHERE order_id = ${claim.id} AND queue_id = ANY(${held}::text[])`;
  const [row] = await tx<QueueOrderStanding[]>`
    UPDATE queue_order o SET done = done + ${done.length}, missing = missing + ${missing.length},
      kept = kept + ${kept.length}, claimed_until = NULL, last_fault = NULL,
      state = CASE WHEN r.rest THEN 'due' WHEN kept + ${kept.length} > 0 THEN 'refuted' ELSE 'done' END,
      due_at = CASE WHEN r.rest THEN ${now}::timestamptz END, ended_at = CASE WHEN r.rest THEN NULL ELSE ${now}::timestamptz END
    FROM (SELECT EXISTS (SELECT FROM queued_mail WHERE order_id = ${claim.id}) AS rest) r
    WHERE o.id = ${claim.id} RETURNING o.state, o.done, o.missing, o.kept`;
  return row ?? null;
}

/** An attempt that brought no answer. `dueAt` null: it is given up, and its mails are free for another decision. */
export async function failQueueOrder(
  tx: Tx,
  claim: ClaimedQueueOrder,
  fault: { effect: string; code: string; detail: Record<string, string | number> },
  dueAt: Date | null,
  now: Date,
): Promise<boolean> {
  const state = dueAt === null ? 'refuted' : fault.effect === 'unknown' ? 'unknown' : claim.state;
  const kept = { ...fault, times: claim.failures + 1 };
  const rows = await tx`
    UPDATE queue_order SET state = ${state}, due_at = ${dueAt}, ended_at = ${dueAt === null ? now : null},
      claimed_until = NULL, last_fault = ${tx.json(kept as never)}
    WHERE id = ${claim.id} AND attempts = ${claim.attempts} RETURNING 1`;
  if (rows.length > 0 && dueAt === null)
    await tx`UPDATE queued_mail SET order_id = NULL WHERE order_id = ${claim.id}`;
  return rows.length > 0;
}
