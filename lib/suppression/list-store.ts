// Writes of a list's settings, under its row's lock.

import type { Tx } from '@/lib/db/sql';

export interface ListSettings {
  givesAddresses: boolean;
  refuses: boolean;
  refuseDays: number;
}

export interface LockedList extends ListSettings {
  number: string;
  name: string;
  declared: boolean;
  change: number;
  hasSecret: boolean;
  webhookUrl: string | null;
  webhookOn: boolean;
}

/** The list of a customer, locked; null where there is none. */
export async function lockList(tx: Tx, customerId: number): Promise<LockedList | null> {
  const [row] = await tx<LockedList[]>`
    SELECT c.number, c.name, c.declared_bulk_sender AS declared, l.gives_addresses AS "givesAddresses", l.refuses,
      l.refuse_days AS "refuseDays", l.change, l.webhook_secret_sealed IS NOT NULL AS "hasSecret",
      l.webhook_url AS "webhookUrl", l.webhook_on AS "webhookOn"
    FROM suppression_list l JOIN customer c ON c.id = l.customer_id WHERE l.customer_id = ${customerId}
    FOR UPDATE OF l`;
  return row ?? null;
}

/** Sets what may leave the list and what is refused by it; the policy service is told. */
export async function saveListSettings(tx: Tx, customerId: number, settings: ListSettings): Promise<void> {
  const { givesAddresses, refuses, refuseDays } = settings;
  await tx`
    UPDATE suppression_list SET gives_addresses = ${givesAddresses}, refuses = ${refuses}, refuse_days = ${refuseDays}
    WHERE customer_id = ${customerId}`;
  await tx`SELECT pg_notify('suppression', '')`;
}

/**
 * Sets where list software is told. `secretSealed` null keeps the one there is. Whoever is new is told of the whole list;
 * what is told next is due at once.
 */
export async function saveListWebhook(
  tx: Tx,
  customerId: number,
  webhook: { url: string; caPem: string; on: boolean; secretSealed: Uint8Array | null; isNew: boolean },
  now: Date,
): Promise<void> {
  const { url, caPem, on, secretSealed, isNew } = webhook;
  await tx`
    UPDATE suppression_list SET webhook_url = ${url}, webhook_ca = ${caPem}, webhook_on = ${on},
      webhook_secret_sealed = coalesce(${secretSealed}::bytea, webhook_secret_sealed),
      webhook_change = CASE WHEN ${isNew} THEN 0 ELSE webhook_change END, webhook_attempt = webhook_attempt + 1,
      webhook_failures = 0, webhook_fault = NULL, webhook_due_at = CASE WHEN ${on} THEN ${now}::timestamptz END
    WHERE customer_id = ${customerId}`;
}
