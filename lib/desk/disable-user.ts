// Use case: an administrator disables a user. Nothing is deleted; all the user's sessions end at once.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { leavesAnAdmin } from '@/lib/users/rules';
import { endOpenSessions, lockActiveAdmins } from '@/lib/users/store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`, `last-admin`. Disabling a disabled user changes nothing. */
export function disableUser(
  userId: number,
  admin: SignedInUser,
): Promise<Outcome<{ endedSessions: number }>> {
  return prisma().$transaction(async (tx) => {
    const admins = await lockActiveAdmins(tx);
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (user === null) return refused('not-found');
    if (user.disabledAt !== null) return done({ endedSessions: 0 });
    if (!leavesAnAdmin(admins, userId)) return refused('last-admin');
    const now = new Date();
    await tx.user.update({ where: { id: userId }, data: { disabledAt: now } });
    const endedSessions = await endOpenSessions(tx, userId, now);
    await appendAudit(tx, {
      userId: admin.id,
      action: 'user-disabled',
      subject: `user:${userId}`,
      detail: { endedSessions },
    });
    return done({ endedSessions });
  });
}
