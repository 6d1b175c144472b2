// Use case: a new installation gets its first administrator, once.

import { appendAudit } from '@/lib/audit/store';
import { hashPassword, makeOneTimePassword } from '@/lib/auth/passwords';
import { prisma } from '@/lib/db/prisma';
import { ONE_TIME_PASSWORD_HOURS } from '@/lib/users/password-rules';
import { insertUser } from '@/lib/users/store';

/**
 * Makes `admin` with a one-time password that ends after 72 hours and must be changed at the first sign-in.
 * Where that password ended before anybody had signed in, a new one is made. Null: there are users already.
 */
export async function createFirstAdmin(): Promise<{ login: string; password: string } | null> {
  const password = makeOneTimePassword();
  const passwordHash = await hashPassword(password);
  const now = new Date();
  const passwordExpiresAt = new Date(now.getTime() + ONE_TIME_PASSWORD_HOURS * 3_600_000);
  return prisma().$transaction(async (tx) => {
    // Two starts at once: the second waits here and then finds the first one's administrator.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('first-admin'))`;
    const users = await tx.user.findMany({
      select: { id: true, lastSignInAt: true, passwordExpiresAt: true },
      take: 2,
    });
    const [only] = users;
    if (only === undefined) {
      const id = await insertUser(tx, {
        login: 'admin',
        name: 'Administration',
        role: 'admin',
        passwordHash,
        passwordExpiresAt,
      });
      await appendAudit(tx, { userId: null, action: 'first-admin-created', subject: `user:${id}` });
      return { login: 'admin', password };
    }
    const unusedAndOver =
      only.lastSignInAt === null && only.passwordExpiresAt !== null && only.passwordExpiresAt <= now;
    if (users.length > 1 || !unusedAndOver) return null;
    const { login } = await tx.user.update({
      where: { id: only.id },
      data: { passwordHash, passwordExpiresAt },
    });
    await appendAudit(tx, { userId: null, action: 'first-admin-renewed', subject: `user:${only.id}` });
    return { login, password };
  });
}
