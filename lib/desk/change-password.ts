// Use case: a user sets a new password, also in place of a one-time password. All other sessions of the user end.

import { appendAudit } from '@/lib/audit/store';
import { hashPassword } from '@/lib/auth/passwords';
import { prisma } from '@/lib/db/prisma';
import { passwordProblem } from '@/lib/users/password-rules';
import { endOpenSessions } from '@/lib/users/store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';
import { hasPassword } from './own-password';

export interface ChangePasswordInput {
  current: string;
  next: string;
  repeated: string;
  /** The client's address, for the throttle: a stolen session must not become a place to guess. */
  address: string;
}

/** Expected errors: `throttled`; fields: `current-password-wrong`, the problems of `passwordProblem`, `password-differs`. */
export async function changePassword(
  input: ChangePasswordInput,
  user: SignedInUser,
): Promise<Outcome<{ endedSessions: number }>> {
  const { current: password, address } = input;
  const known = await hasPassword(user, { password, address, field: 'current' });
  if (!known.ok) return known;
  const problem = passwordProblem(input.next, user.login, input.current);
  if (problem !== null) return refusedField('next', problem);
  if (input.next !== input.repeated) return refusedField('repeated', 'password-differs');
  const passwordHash = await hashPassword(input.next);
  return prisma().$transaction(async (tx) => {
    // The old hash in the condition: of two changes at once the second finds its "current" password gone.
    const { count } = await tx.user.updateMany({
      where: { id: user.id, passwordHash: known.data.passwordHash },
      data: { passwordHash, mustChangePassword: false, passwordExpiresAt: null },
    });
    if (count === 0) return refused('stale');
    const endedSessions = await endOpenSessions(tx, user.id, new Date(), user.sessionId);
    await appendAudit(tx, {
      userId: user.id,
      action: 'password-changed',
      subject: `user:${user.id}`,
      detail: { endedSessions },
    });
    return done({ endedSessions });
  });
}
