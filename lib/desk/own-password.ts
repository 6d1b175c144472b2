// Asks a signed-in person for the password again, throttled like signing in: a stolen session must not become a place
// to guess.

import { verifyPassword } from '@/lib/auth/passwords';
import { prisma } from '@/lib/db/prisma';
import { forgetAttempt, takeAttempt, throttleKeys } from '@/lib/users/throttle-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';

/** The hash it matched. Expected errors: `throttled`; at `field`: `current-password-wrong`. */
export async function hasPassword(
  user: Pick<SignedInUser, 'id' | 'login'>,
  { password, address, field }: { password: string; address: string; field: string },
): Promise<Outcome<{ passwordHash: string | null }>> {
  const keys = await throttleKeys(user.login, address);
  if (!(await takeAttempt(keys))) return refused('throttled');
  const { passwordHash } = await prisma().user.findUniqueOrThrow({ where: { id: user.id } });
  if (!(await verifyPassword(passwordHash, password))) return refusedField(field, 'current-password-wrong');
  await forgetAttempt(keys);
  return done({ passwordHash });
}
