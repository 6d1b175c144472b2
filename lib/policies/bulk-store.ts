// Writes of declared bulk senders.

import type { Tx } from '@/lib/db/sql';

/** The customer of this number, locked; null where there is none. */
export async function lockCustomer(
  tx: Tx,
  number: string,
): Promise<{ id: number; declared: boolean } | null> {
  const [row] = await tx<{ id: number; declared: boolean }[]>`
    SELECT id, declared_bulk_sender AS declared FROM customer WHERE number = ${number} FOR NO KEY UPDATE`;
  return row ?? null;
}

export interface Declaration {
  customerId: number;
  declared: boolean;
  reason: string;
  userId: number;
}

/** Sets the flag and writes who set it and why. */
export async function saveDeclaration(tx: Tx, declaration: Declaration): Promise<void> {
  const { customerId, declared, reason, userId } = declaration;
  await tx`UPDATE customer SET declared_bulk_sender = ${declared} WHERE id = ${customerId}`;
  await tx`
    INSERT INTO bulk_declaration (customer_id, declared, reason, user_id)
    VALUES (${customerId}, ${declared}, ${reason}, ${userId})`;
  // The policy service refuses pairs of declared bulk senders alone (docs/suppression.md): it hears of it at once.
  await tx`SELECT pg_notify('suppression', '')`;
}
