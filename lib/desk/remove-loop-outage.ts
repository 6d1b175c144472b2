// Use case: an administrator takes back that a feedback loop was broken on some days.

import { sql } from '@/lib/db/sql';
import { deleteOutage } from '@/lib/feedback-loops/rhythm-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected error: `not-found`. */
export function removeLoopOutage(id: number, admin: SignedInUser): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    const gone = await deleteOutage(tx, id);
    if (gone === null) return refused('not-found');
    const detail = tx.json({ from: gone.from, to: gone.to });
    await tx`SELECT append_audit(${admin.id}, 'loop-outage-removed', ${`feedback-loop:${gone.loopId}`}, ${detail})`;
    return done(null);
  }) as Promise<Outcome<null>>;
}
