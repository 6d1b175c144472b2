// Use case: a customer sends bulk mail by agreement, or no longer does. Its complaints then weigh less and the minimum
// rules leave it alone below a rate; so each change has a reason, and somebody who made it.

import { sql } from '@/lib/db/sql';
import { lockCustomer, saveDeclaration } from '@/lib/policies/bulk-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface DeclareBulkInput {
  /** The customer's number, as the provider writes it. */
  customerNumber: string;
  declared: boolean;
  reason: string;
}

/** Expected errors: `fields` (`unknown-customer`), `unchanged`. Scores follow within five minutes. */
export function declareBulkSender(
  { customerNumber, declared, reason }: DeclareBulkInput,
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ customerId: number }>> {
  return sql().begin(async (tx): Promise<Outcome<{ customerId: number }>> => {
    const customer = await lockCustomer(tx, customerNumber);
    if (customer === null) return refusedField('customerNumber', 'unknown-customer');
    if (customer.declared === declared)
      return declared ? refusedField('customerNumber', 'declared-already') : refused('unchanged');
    await saveDeclaration(tx, { customerId: customer.id, declared, reason, userId: admin.id });
    const action = declared ? 'bulk-sender-declared' : 'bulk-sender-withdrawn';
    // The chain can never be cut: the words of the reason stay with the declaration.
    const detail = tx.json({ reasonLength: reason.length });
    await tx`SELECT append_audit(${admin.id}, ${action}, ${`customer:${customer.id}`}, ${detail})`;
    return done({ customerId: customer.id });
  }) as Promise<Outcome<{ customerId: number }>>;
}
