// How far list software was told. A message carries the changes after the last one that was taken; an attempt is claimed
// with a lease, and a worker whose lease was taken over settles nothing: `attempt` is its fencing token.

import type { Sql } from '@/lib/db/sql';
import { webhookLeaseSeconds, webhookRetrySeconds } from './limits';

export interface WebhookClaim {
  customerId: number;
  number: string;
  url: string;
  caPem: string;
  secretSealed: Buffer;
  /** Changes up to this one were taken. */
  taken: number;
  attempt: number;
  failures: number;
}

/** The list whose software is to be told next, claimed; null where nothing is due. */
export async function claimWebhook(sql: Sql, now: Date): Promise<WebhookClaim | null> {
  const [row] = await sql<WebhookClaim[]>`
    UPDATE suppression_list l SET webhook_attempt = l.webhook_attempt + 1,
      webhook_due_at = ${now}::timestamptz + make_interval(secs => ${webhookLeaseSeconds})
    FROM (SELECT customer_id FROM suppression_list WHERE webhook_on AND webhook_due_at <= ${now}
      ORDER BY webhook_due_at LIMIT 1 FOR UPDATE SKIP LOCKED) d, customer c
    WHERE l.customer_id = d.customer_id AND c.id = d.customer_id
    RETURNING l.customer_id AS "customerId", c.number, l.webhook_url AS url, l.webhook_ca AS "caPem",
      l.webhook_secret_sealed AS "secretSealed", l.webhook_change AS taken, l.webhook_attempt AS attempt,
      l.webhook_failures AS failures`;
  return row ?? null;
}

/** The other end took the changes up to `taken`; more is due at once where there is more. */
export async function settleTaken(sql: Sql, claim: WebhookClaim, taken: number, now: Date): Promise<void> {
  await sql`
    UPDATE suppression_list SET webhook_change = ${taken}, webhook_failures = 0, webhook_fault = NULL,
      webhook_taken_at = ${now}, webhook_due_at = CASE WHEN change > ${taken} THEN ${now}::timestamptz END
    WHERE customer_id = ${claim.customerId} AND webhook_attempt = ${claim.attempt}`;
}

/** There was nothing to tell. */
export async function settleNothing(sql: Sql, claim: WebhookClaim): Promise<void> {
  await sql`
    UPDATE suppression_list SET webhook_due_at = NULL
    WHERE customer_id = ${claim.customerId} AND webhook_attempt = ${claim.attempt} AND change <= ${claim.taken}`;
}

/** It did not: the same changes are due again later. */
export async function settleFailed(
  sql: Sql,
  claim: WebhookClaim,
  fault: { code: string; detail: Record<string, string | number> },
  now: Date,
): Promise<void> {
  const seconds = webhookRetrySeconds[Math.min(claim.failures, webhookRetrySeconds.length - 1)] ?? 3_600;
  await sql`
    UPDATE suppression_list SET webhook_failures = webhook_failures + 1, webhook_fault = ${sql.json(fault as never)},
      webhook_due_at = ${now}::timestamptz + make_interval(secs => ${seconds})
    WHERE customer_id = ${claim.customerId} AND webhook_attempt = ${claim.attempt}`;
}
