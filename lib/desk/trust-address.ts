// A person says that an address takes mail again that had refused it for good.

import { sql } from '@/lib/db/sql';
import { clearUndeliverable } from '@/lib/notices/undeliverable-store';
import { done, refused, type Outcome } from './outcome';

/** `not-found` where somebody was faster. */
export function trustAddress(address: string, userId: number): Promise<Outcome<null, 'not-found'>> {
  return sql().begin(async (tx): Promise<Outcome<null, 'not-found'>> => {
    const status = await clearUndeliverable(tx, address);
    if (status === null) return refused('not-found');
    await tx`SELECT append_audit(${userId}, 'contact-trusted', ${`contact:${address.toLowerCase()}`}, ${tx.json({ status })})`;
    return done(null);
  }) as Promise<Outcome<null, 'not-found'>>;
}
