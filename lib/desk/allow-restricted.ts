// Use case: an administrator grants or withdraws the right to handle reports about sexual abuse of children. It belongs
// to no role, holds from the user's next request on, and stands in the audit chain.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

export interface AllowRestrictedInput {
  userId: number;
  allowed: boolean;
}

/** Expected errors: `not-found`. Saying again what already holds changes and records nothing. */
export function allowRestricted(
  { userId, allowed }: AllowRestrictedInput,
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ allowed: boolean }, 'not-found'>> {
  return prisma().$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (user === null) return refused('not-found');
    const { count } = await tx.user.updateMany({
      where: { id: userId, handlesRestricted: !allowed },
      data: { handlesRestricted: allowed },
    });
    if (count > 0) {
      const action = allowed ? 'restricted-right-granted' : 'restricted-right-withdrawn';
      await appendAudit(tx, { userId: admin.id, action, subject: `user:${userId}` });
    }
    return done({ allowed });
  });
}
