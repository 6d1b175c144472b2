// Use case: an administrator says on which days a feedback loop was broken. Its rhythm is judged anew at the next look.

import { sql } from '@/lib/db/sql';
import { insertOutage } from '@/lib/feedback-loops/rhythm-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface OutageInput {
  loopId: number;
  /** `2026-11-22`, both included. */
  from: string;
  to: string;
}

/** Expected errors: `not-found`, `already-marked`; fields `to`: `ends-before`, `in-future`. */
export function markLoopOutage(
  { loopId, from, to }: OutageInput,
  admin: SignedInUser,
  now = new Date(),
): Promise<Outcome<null>> {
  if (to < from) return Promise.resolve(refusedField('to', 'ends-before'));
  if (to > now.toISOString().slice(0, 10)) return Promise.resolve(refusedField('to', 'in-future'));
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    const inserted = await insertOutage(tx, { loopId, from, to, userId: admin.id });
    if (inserted !== 'inserted') return refused(inserted);
    const detail = tx.json({ from, to });
    await tx`SELECT append_audit(${admin.id}, 'loop-outage-marked', ${`feedback-loop:${loopId}`}, ${detail})`;
    return done(null);
  }) as Promise<Outcome<null>>;
}
