// Use case: an administrator gives a user a new one-time password: forgotten, or an invitation that ran out. The old
// password stops working and all the user's sessions end.

import { appendAudit } from '@/lib/audit/store';
import { hashPassword, makeOneTimePassword } from '@/lib/auth/passwords';
import { prisma } from '@/lib/db/prisma';
import { ONE_TIME_PASSWORD_HOURS } from '@/lib/users/password-rules';
import { endOpenSessions } from '@/lib/users/store';
import type { SignedInUser } from '@/lib/users/types';
import type { OneTimePassword } from './invite-user';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`, `own-user` (one's own password is changed under "My account"), `user-disabled`. */
export async function renewPassword(userId: number, admin: SignedInUser): Promise<Outcome<OneTimePassword>> {
  if (userId === admin.id) return refused('own-user');
  const password = makeOneTimePassword();
  const passwordHash = await hashPassword(password);
  const now = new Date();
  const passwordExpiresAt = new Date(now.getTime() + ONE_TIME_PASSWORD_HOURS * 3_600_000);
  return prisma().$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (user === null) return refused('not-found');
    if (user.disabledAt !== null) return refused('user-disabled');
    await tx.user.update({
      where: { id: userId },
      data: { passwordHash, passwordExpiresAt, mustChangePassword: true },
    });
    const endedSessions = await endOpenSessions(tx, userId, now);
    await appendAudit(tx, {
      userId: admin.id,
      action: 'password-renewed',
      subject: `user:${userId}`,
      detail: { endedSessions },
    });
    return done({ login: user.login, password, expiresAt: passwordExpiresAt.toISOString() });
  });
}
