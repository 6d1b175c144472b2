// Use case: a user sets a new password, also in place of a one-time password. All other sessions of the user end.

import { appendAudit } from '@/lib/audit/store';
import { hashPassword, verifyPassword } from '@/lib/auth/passwords';
import { prisma } from '@/lib/db/prisma';
import { passwordProblem } from '@/lib/users/password-rules';
import { endOpenSessions } from '@/lib/users/store';
import { forgetAttempt, takeAttempt, throttleKeys } from '@/lib/users/throttle-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';

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
  const keys = await throttleKeys(user.login, input.address);
  if (!(await takeAttempt(keys))) return refused('throttled');
  const row = await prisma().user.findUniqueOrThrow({ where: { id: user.id } });
  if (!(await verifyPassword(row.passwordHash, input.current)))
    return refusedField('current', 'current-password-wrong');
  await forgetAttempt(keys);
  const problem = passwordProblem(input.next, user.login, input.current);
  if (problem !== null) return refusedField('next', problem);
  if (input.next !== input.repeated) return refusedField('repeated', 'password-differs');
  const passwordHash = await hashPassword(input.next);
  return prisma().$transaction(async (tx) => {
    // The old hash in the condition: of two changes at once the second finds its "current" password gone.
    const { count } = await tx.user.updateMany({
      where: { id: user.id, passwordHash: row.passwordHash },
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
