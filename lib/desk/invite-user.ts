// Use case: an administrator invites somebody. The one-time password is shown to the administrator once and kept
// nowhere but as its hash.

import { appendAudit } from '@/lib/audit/store';
import { hashPassword, makeOneTimePassword } from '@/lib/auth/passwords';
import { prisma } from '@/lib/db/prisma';
import { ONE_TIME_PASSWORD_HOURS } from '@/lib/users/password-rules';
import { insertUser } from '@/lib/users/store';
import type { Role, SignedInUser } from '@/lib/users/types';
import { done, refusedField, type Outcome } from './outcome';

export interface OneTimePassword {
  login: string;
  password: string;
  /** ISO, UTC. */
  expiresAt: string;
}

/** Expected error: field `login`: `login-taken`. */
export async function inviteUser(
  input: { login: string; name: string; role: Role },
  admin: SignedInUser,
): Promise<Outcome<OneTimePassword>> {
  const password = makeOneTimePassword();
  const passwordHash = await hashPassword(password);
  const passwordExpiresAt = new Date(Date.now() + ONE_TIME_PASSWORD_HOURS * 3_600_000);
  return prisma().$transaction(async (tx) => {
    const id = await insertUser(tx, { ...input, passwordHash, passwordExpiresAt });
    if (id === null) return refusedField('login', 'login-taken');
    await appendAudit(tx, {
      userId: admin.id,
      action: 'user-invited',
      subject: `user:${id}`,
      detail: { login: input.login, role: input.role },
    });
    return done({ login: input.login, password, expiresAt: passwordExpiresAt.toISOString() });
  });
}
