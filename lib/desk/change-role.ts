// Use case: an administrator changes a user's role. It holds from the user's next request on.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { leavesAnAdmin } from '@/lib/users/rules';
import { lockActiveAdmins } from '@/lib/users/store';
import type { Role, SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

export interface ChangeRoleInput {
  userId: number;
  /** The role the administrator saw; another one by now is `stale`. */
  from: Role;
  to: Role;
}

/** Expected errors: `not-found`, `stale`, `last-admin`. */
export function changeRole(
  { userId, from, to }: ChangeRoleInput,
  admin: SignedInUser,
): Promise<Outcome<{ role: Role }>> {
  return prisma().$transaction(async (tx) => {
    const admins = await lockActiveAdmins(tx);
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (user === null) return refused('not-found');
    if (user.role !== from) return refused('stale');
    if (to === from) return done({ role: to });
    if (from === 'admin' && !leavesAnAdmin(admins, userId)) return refused('last-admin');
    await tx.user.update({ where: { id: userId }, data: { role: to } });
    await appendAudit(tx, {
      userId: admin.id,
      action: 'role-changed',
      subject: `user:${userId}`,
      detail: { from, to },
    });
    return done({ role: to });
  });
}
