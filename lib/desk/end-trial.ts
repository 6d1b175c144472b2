// Use case: an administrator ends the trial: the desk writes down no more what it would have done.

import { sql } from '@/lib/db/sql';
import { endTrial as endTrialRow } from '@/lib/policies/trial-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected error: `not-found` where it has ended already. */
export function endTrial(
  { trialId }: { trialId: number },
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ id: number }, 'not-found'>> {
  return sql().begin(async (tx): Promise<Outcome<{ id: number }, 'not-found'>> => {
    if (!(await endTrialRow(tx, trialId, admin.id))) return refused('not-found');
    await tx`SELECT append_audit(${admin.id}, 'trial-ended', ${`trial:${trialId}`}, '{}'::jsonb)`;
    return done({ id: trialId });
  }) as Promise<Outcome<{ id: number }, 'not-found'>>;
}
