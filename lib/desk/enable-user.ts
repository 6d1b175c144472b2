// Use case: an administrator lets a disabled user in again, with the role and password of before.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected error: `not-found`. Enabling an enabled user changes nothing. */
export function enableUser(userId: number, admin: SignedInUser): Promise<Outcome<{ changed: boolean }>> {
  return prisma().$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (user === null) return refused('not-found');
    const { count } = await tx.user.updateMany({
      where: { id: userId, disabledAt: { not: null } },
      data: { disabledAt: null },
    });
    if (count > 0)
      await appendAudit(tx, { userId: admin.id, action: 'user-enabled', subject: `user:${userId}` });
    return done({ changed: count > 0 });
  });
}
