// What the screens show of a customer's suppression list as a whole.

import { sql } from '@/lib/db/sql';

/** How far a customer's list software was told, and what keeps it from being told more. */
export interface Delivery {
  change: number;
  webhookOn: boolean;
  /** Changes up to this one were taken. */
  webhookChange: number;
  webhookFailures: number;
  webhookFault: { code: string; detail: Record<string, string | number> } | null;
  webhookDueAt: Date | null;
  webhookTakenAt: Date | null;
}

export interface SuppressionList extends Delivery {
  customerId: number;
  number: string;
  name: string;
  declared: boolean;
  active: number;
  ended: number;
  lastAt: Date | null;
  givesAddresses: boolean;
  refuses: boolean;
  refuseDays: number;
  webhookUrl: string | null;
  webhookCa: string;
  hasSecret: boolean;
}

/** The list of a customer; null where the customer has none. */
export async function findSuppressionList(customerId: number): Promise<SuppressionList | null> {
  const [row] = await sql()<SuppressionList[]>`
    SELECT l.customer_id AS "customerId", c.number, c.name, c.declared_bulk_sender AS declared, l.active, l.ended,
      l.last_at AS "lastAt", l.gives_addresses AS "givesAddresses", l.refuses, l.refuse_days AS "refuseDays", l.change,
      l.webhook_on AS "webhookOn", l.webhook_url AS "webhookUrl", l.webhook_ca AS "webhookCa",
      l.webhook_secret_sealed IS NOT NULL AS "hasSecret", l.webhook_change AS "webhookChange",
      l.webhook_failures AS "webhookFailures", l.webhook_fault AS "webhookFault", l.webhook_due_at AS "webhookDueAt",
      l.webhook_taken_at AS "webhookTakenAt"
    FROM suppression_list l JOIN customer c ON c.id = l.customer_id WHERE l.customer_id = ${customerId}`;
  return row ?? null;
}

/** What a customer's list comes to, for the customer's card; null where there is none. */
export async function countSuppressions(
  customerId: number,
): Promise<{ customerId: number; active: number } | null> {
  const [row] = await sql()<{ customerId: number; active: number }[]>`
    SELECT customer_id AS "customerId", active FROM suppression_list WHERE customer_id = ${customerId}`;
  return row ?? null;
}

/** Feedback loops whose terms allow a complainant's address in a suppression list. */
export async function countAllowingLoops(): Promise<number> {
  const [row] = await sql()<{ loops: number }[]>`
    SELECT count(*)::int AS loops FROM feedback_loop WHERE may_suppress_address`;
  return row?.loops ?? 0;
}
