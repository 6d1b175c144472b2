// Addresses that refused mail for good: written when a notice comes back, taken away by a person.

import type { Tx } from '@/lib/db/sql';

/** Notes the address; the first refusal stands. */
export async function markUndeliverable(
  tx: Tx,
  address: string,
  { status, noticeId }: { status: string; noticeId: number },
  now: Date,
): Promise<void> {
  await tx`
    INSERT INTO undeliverable_address (address, since, status, notice_id)
    VALUES (${address.toLowerCase()}, ${now}, ${status}, ${noticeId}) ON CONFLICT (address) DO NOTHING`;
}

/** The address counts as good again; what it was noted for, null where it was not. */
export async function clearUndeliverable(tx: Tx, address: string): Promise<string | null> {
  const [row] = await tx<{ status: string }[]>`
    DELETE FROM undeliverable_address WHERE address = ${address.toLowerCase()} RETURNING status`;
  return row?.status ?? null;
}
