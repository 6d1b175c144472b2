// A person closes the customer's page of a case: no link to it is valid any more. The next notice bears a new one.

import { raiseVersion, record } from '@/lib/cases/decide-store';
import { sql } from '@/lib/db/sql';
import { revokePages } from '@/lib/notices/page-store';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, type Outcome } from './outcome';

/** Expected errors come back as values; where none is open there is nothing to do. */
export function revokeCustomerPage(
  input: DecisionInput,
  now = new Date(),
): Promise<Outcome<null, DecisionCode>> {
  return sql().begin(async (tx): Promise<Outcome<null, DecisionCode>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    if ((await revokePages(tx, input.caseId, input.userId, now)) === 0) return done(null);
    await raiseVersion(tx, input.caseId);
    const detail = { action: 'page-revoked' } as const;
    await record(tx, locked.data, input.userId, { kind: 'follow-up', detail }, now);
    return done(null);
  }) as Promise<Outcome<null, DecisionCode>>;
}
