// Use case: a person ticks a step of a listing's checklist, or takes the tick back.

import { lockListing, saveSteps } from '@/lib/block-lists/listing-store';
import { sql } from '@/lib/db/sql';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

export interface TickInput {
  id: number;
  /** Place of the step. */
  step: number;
  isDone: boolean;
}

/** Two people at once: each tick counts. Expected error: `not-found`. */
export function tickListingStep(
  { id, step, isDone }: TickInput,
  user: Pick<SignedInUser, 'id' | 'name'>,
  now = new Date(),
): Promise<Outcome<{ step: number }>> {
  return sql().begin(async (tx): Promise<Outcome<{ step: number }>> => {
    const listing = await lockListing(tx, id);
    const ticked = listing?.steps[step];
    if (listing === null || ticked === undefined) return refused('not-found');
    // As somebody else has left it: whoever was first stays named.
    if ((ticked.doneAt !== null) === isDone) return done({ step });
    const next = isDone
      ? { ...ticked, doneAt: now.toISOString(), doneBy: user.name }
      : { ...ticked, doneAt: null, doneBy: null };
    await saveSteps(tx, id, listing.steps.with(step, next));
    const detail = tx.json({ step, isDone, subject: listing.subject });
    await tx`SELECT append_audit(${user.id}, 'block-listing-ticked', ${`block-listing:${id}`}, ${detail})`;
    return done({ step });
  }) as Promise<Outcome<{ step: number }>>;
}
