// What came by callback, by connector and order.

import type { Sql, Tx } from '@/lib/db/sql';
import { webhookAnswer, type WebhookAnswer } from './answer';

/** Keeps an answer, unless a younger one is kept. False: nothing was changed. */
export async function keepAnswer(
  tx: Tx,
  {
    connectorId,
    key,
    answer,
    sentAt,
  }: { connectorId: number; key: string; answer: WebhookAnswer; sentAt: Date },
): Promise<boolean> {
  const rows = await tx`
    INSERT INTO webhook_answer (connector_id, key, answer, sent_at)
    VALUES (${connectorId}, ${key}, ${tx.json(answer as never)}, ${sentAt})
    ON CONFLICT (connector_id, key) DO UPDATE SET answer = excluded.answer, sent_at = excluded.sent_at
      WHERE webhook_answer.sent_at < excluded.sent_at
    RETURNING 1`;
  return rows.length > 0;
}

/** The last answer to an order that was sent since then; null where none came. */
export async function answerTo(
  sql: Sql,
  connectorId: number,
  key: string,
  since: Date,
): Promise<WebhookAnswer | null> {
  const [row] = await sql<{ answer: unknown }[]>`
    SELECT answer FROM webhook_answer WHERE connector_id = ${connectorId} AND key = ${key} AND sent_at >= ${since}`;
  return row === undefined ? null : webhookAnswer.parse(row.answer);
}

/** Has the order looked at now that its answer is there; false where no measure in force of this connector has the key. */
export async function makeDue(tx: Tx, connectorId: number, key: string, now: Date): Promise<boolean> {
  const id = /^measure-(\d{1,15})-(?:on|off)$/.exec(key)?.[1];
  if (id === undefined) return false;
  const rows = await tx`
    UPDATE measure SET due_at = least(due_at, ${now}::timestamptz)
    WHERE id = ${id} AND connector_id = ${connectorId} AND ended_at IS NULL
      AND 'measure-' || id || '-' || wanted = ${key}
    RETURNING 1`;
  return rows.length > 0;
}
