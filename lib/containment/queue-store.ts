// Writes of the queue's snapshot. Promise: a mail has a row while it is queued, known by its queue id and the second in which
// it came; what an open order holds stays until the order has ended.

import type { Sql, Tx } from '@/lib/db/sql';
import type { QueuedHeader, QueuePlaceKey } from './queue-rows';
import type { QueuedMail, QueuedMailKey } from './queue-types';

/** Rows of one statement. */
const BATCH = 2_000;

/**
 * What a look found becomes the snapshot. A mail that is on hold though no hold of ours is in force, or was before ours, is
 * somebody else's: the row says so from its first moment on.
 */
export async function keepQueue(
  tx: Tx,
  { connectorId, accountId }: QueuePlaceKey,
  mails: readonly QueuedMail[],
  now: Date,
): Promise<void> {
  await tx`SELECT 1 FROM queue_look WHERE connector_id = ${connectorId} AND account_id = ${accountId} FOR UPDATE`;
  for (let start = 0; start < mails.length; start += BATCH) {
    const rows = mails.slice(start, start + BATCH);
    await tx`
      INSERT INTO queued_mail AS q (connector_id, account_id, queue_id, arrived_at, place, is_returning, size_bytes, sender,
        recipients, recipient_count, hands_off, first_seen_at, seen_at)
      SELECT ${connectorId}, ${accountId}, r."queueId", to_timestamp(r."arrivedAt"), r.place, r."isReturning",
        r."sizeBytes", r.sender, r.recipients, r."recipientCount",
        CASE WHEN r.place = 'hold' AND (m.id IS NULL OR r."queueId" = ANY(m.before)) THEN 'before' END, ${now}, ${now}
      FROM jsonb_to_recordset(${tx.json(rows as never)}::jsonb) AS r ("queueId" text, "arrivedAt" bigint, place text,
        "isReturning" boolean, "sizeBytes" int, sender text, recipients text[], "recipientCount" int)
      LEFT JOIN LATERAL (
        SELECT id, string_to_array(prior_state->>'heldIds', ' ') AS before FROM measure
        WHERE account_id = ${accountId} AND connector_id = ${connectorId} AND kind = 'hold-queue'
          AND ended_at IS NULL AND prior_state IS NOT NULL LIMIT 1) m ON true
      ON CONFLICT (connector_id, queue_id, arrived_at) DO UPDATE SET place = excluded.place,
        is_returning = excluded.is_returning, recipients = excluded.recipients,
        recipient_count = excluded.recipient_count, seen_at = excluded.seen_at
      WHERE q.account_id = excluded.account_id`;
  }
  await tx`
    DELETE FROM queued_mail
    WHERE connector_id = ${connectorId} AND account_id = ${accountId} AND seen_at < ${now} AND order_id IS NULL`;
}

/** When the queue was looked at; the first look makes the row that the others lock. */
export async function noteLook(tx: Tx, { connectorId, accountId }: QueuePlaceKey, at: Date): Promise<void> {
  await tx`
    INSERT INTO queue_look (connector_id, account_id, at) VALUES (${connectorId}, ${accountId}, ${at})
    ON CONFLICT (connector_id, account_id) DO UPDATE SET at = excluded.at, fault = NULL, fault_at = NULL`;
}

/** A look that brought no answer; what was known before stays. */
export async function noteLookFault(
  sql: Sql,
  { connectorId, accountId }: QueuePlaceKey,
  fault: { code: string; detail: Record<string, string | number> },
  at: Date,
): Promise<void> {
  await sql`
    INSERT INTO queue_look (connector_id, account_id, fault, fault_at)
    VALUES (${connectorId}, ${accountId}, ${sql.json(fault as never)}, ${at})
    ON CONFLICT (connector_id, account_id) DO UPDATE SET fault = excluded.fault, fault_at = excluded.fault_at`;
}

/** Mails whose header nobody has read yet, the newest first. */
export async function listUnread(
  sql: Sql,
  { connectorId, accountId }: QueuePlaceKey,
  most: number,
): Promise<QueuedMailKey[]> {
  return sql<QueuedMailKey[]>`
    SELECT queue_id AS "queueId", extract(epoch FROM arrived_at)::float8 AS "arrivedAt" FROM queued_mail
    WHERE connector_id = ${connectorId} AND account_id = ${accountId} AND header IS NULL
    ORDER BY id DESC LIMIT ${most}`;
}

/** What their headers say. */
export async function keepHeaders(
  sql: Sql,
  connectorId: number,
  headers: readonly QueuedHeader[],
): Promise<void> {
  if (headers.length === 0) return;
  await sql`
    UPDATE queued_mail q SET subject = r.subject, cluster = r.cluster, header = r.header
    FROM jsonb_to_recordset(${sql.json(headers as never)}::jsonb) AS r (
      "queueId" text, "arrivedAt" bigint, subject text, cluster text, header text)
    WHERE q.connector_id = ${connectorId} AND q.queue_id = r."queueId" AND q.arrived_at = to_timestamp(r."arrivedAt")`;
}

/** Held mail that the desk held and nobody has decided about, or whose decision is under way. */
export async function hasUndecidedMail(tx: Tx, accountId: number): Promise<boolean> {
  const rows = await tx`
    SELECT 1 FROM queued_mail
    WHERE account_id = ${accountId} AND (order_id IS NOT NULL OR (place = 'hold' AND hands_off IS NULL)) LIMIT 1`;
  return rows.length > 0;
}

/** Whether a hold through this connector is in force, or still wanted to end. */
export async function isQueueHeld(tx: Tx, { connectorId, accountId }: QueuePlaceKey): Promise<boolean> {
  const rows = await tx`
    SELECT 1 FROM measure
    WHERE account_id = ${accountId} AND connector_id = ${connectorId} AND kind = 'hold-queue' AND ended_at IS NULL`;
  return rows.length > 0;
}

/** Forgets what was last seen before `before` of accounts without an open case: headers are no archive. */
export async function forgetQueues(sql: Sql, before: Date): Promise<number> {
  const rows = await sql`
    DELETE FROM queued_mail q WHERE q.seen_at < ${before} AND q.order_id IS NULL
      AND NOT EXISTS (SELECT FROM "case" k WHERE k.account_id = q.account_id AND k.is_open)`;
  return rows.count;
}
