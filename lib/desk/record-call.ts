// Use case: somebody records a call of the customer in the case's history. Open to the hotline; it decides nothing, so
// it needs no version and raises none.

import { lockCase, record } from '@/lib/cases/decide-store';
import { sql } from '@/lib/db/sql';
import { done, refused, type Outcome } from './outcome';

/** What was said, not a protocol. */
export const callMaxChars = 2000;

/** Expected errors: `not-found`. `text` is trimmed and not empty. */
export async function recordCall(input: {
  caseId: number;
  userId: number;
  text: string;
}): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    const held = await lockCase(tx, input.caseId);
    if (held === null) return refused('not-found');
    await record(tx, held, input.userId, { kind: 'call', detail: { text: input.text } }, new Date());
    return done(null);
  }) as Promise<Outcome<null>>;
}
