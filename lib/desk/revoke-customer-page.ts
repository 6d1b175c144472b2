// A person closes the customer's page of a case: no link to it is valid any more. The next notice bears a new one. Nothing
// about the case is decided by it, so it needs no version and raises none.

import { lockCase, record } from '@/lib/cases/decide-store';
import { sql } from '@/lib/db/sql';
import { revokePages } from '@/lib/notices/page-store';
import { done, refused, type Outcome } from './outcome';

/** Expected errors come back as values; where none is open there is nothing to do. */
export function revokeCustomerPage(
  input: { caseId: number; userId: number },
  now = new Date(),
): Promise<Outcome<null, 'not-found'>> {
  return sql().begin(async (tx): Promise<Outcome<null, 'not-found'>> => {
    const held = await lockCase(tx, input.caseId);
    if (held === null) return refused('not-found');
    if ((await revokePages(tx, input.caseId, input.userId, now)) === 0) return done(null);
    const detail = { action: 'page-revoked' } as const;
    await record(tx, held, input.userId, { kind: 'follow-up', detail }, now);
    return done(null);
  }) as Promise<Outcome<null, 'not-found'>>;
}
