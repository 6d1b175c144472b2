// Use case: an administrator resets the second factor of somebody whose phone and codes are gone. The user's sessions
// end; before the next measure a new factor is set up.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { clearFactor } from '@/lib/users/second-factor-store';
import { endOpenSessions } from '@/lib/users/store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`, `own-factor` (one's own is replaced under "My settings"), `no-factor`. */
export async function resetSecondFactor(
  userId: number,
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ endedSessions: number }>> {
  if (userId === admin.id) return refused('own-factor');
  return prisma().$transaction(async (tx) => {
    if ((await tx.user.findUnique({ where: { id: userId } })) === null) return refused('not-found');
    if (!(await clearFactor(tx, userId))) return refused('no-factor');
    const endedSessions = await endOpenSessions(tx, userId, new Date());
    await appendAudit(tx, {
      userId: admin.id,
      action: 'second-factor-reset',
      subject: `user:${userId}`,
      detail: { endedSessions },
    });
    return done({ endedSessions });
  });
}
