// Use case: somebody signs in with login and password. The answer, and the time it takes, are the same for an unknown
// login, a wrong password, a disabled user and an expired one-time password.

import { randomBytes } from 'node:crypto';
import { appendAudit } from '@/lib/audit/store';
import { verifyPassword } from '@/lib/auth/passwords';
import { prisma } from '@/lib/db/prisma';
import { PASSWORD_LENGTH_MAX } from '@/lib/users/password-rules';
import { insertSession } from '@/lib/users/store';
import { forgetAttempt, takeAttempt, throttleKeys } from '@/lib/users/throttle-store';

export interface SignInInput {
  login: string;
  password: string;
  /** The client's address as the server saw it. */
  address: string;
  userAgent: string | null;
}

export type SignInAnswer =
  { ok: true; sessionId: string; userId: number } | { ok: false; code: 'refused' | 'throttled' };

/** Checks the credentials and opens a session row. Expected errors: `refused`, `throttled`. */
export async function signIn({ login, password, address, userAgent }: SignInInput): Promise<SignInAnswer> {
  const name = login.trim().toLowerCase().slice(0, 200).replaceAll('\0', '');
  const keys = await throttleKeys(name, address);
  if (!(await takeAttempt(keys))) return { ok: false, code: 'throttled' };
  const user = await prisma().user.findUnique({ where: { login: name } });
  const matches = await verifyPassword(
    user?.passwordHash ?? null,
    password.slice(0, PASSWORD_LENGTH_MAX + 1),
  );
  const now = new Date();
  const usable =
    user !== null &&
    user.disabledAt === null &&
    (user.passwordExpiresAt === null || user.passwordExpiresAt > now);
  if (!matches || !usable) return { ok: false, code: 'refused' };
  const sessionId = randomBytes(32).toString('base64url');
  await prisma().$transaction(async (tx) => {
    await insertSession(tx, { id: sessionId, userId: user.id, now, userAgent, address });
    await appendAudit(tx, {
      userId: user.id,
      action: 'signed-in',
      subject: `user:${user.id}`,
      detail: { address },
    });
  });
  await forgetAttempt(keys);
  return { ok: true, sessionId, userId: user.id };
}
