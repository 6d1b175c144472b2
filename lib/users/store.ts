// Writes to users and their sessions. `tx` first: the use case owns the transaction and writes the audit entry in it.

import type { PrismaTx } from '@/lib/db/prisma';
import { SESSION_HOURS } from './session-rules';
import type { Role } from './types';

/** Locks the active administrators, so that two of them cannot demote one another at once. Their ids. */
export async function lockActiveAdmins(tx: PrismaTx): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM app_user WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}

export interface NewSession {
  id: string;
  userId: number;
  now: Date;
  userAgent: string | null;
  address: string;
}

/** Opens a session and notes the sign-in on the user. */
export async function insertSession(
  tx: PrismaTx,
  { id, userId, now, userAgent, address }: NewSession,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
  await tx.session.create({
    data: {
      id,
      userId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      userAgent: userAgent?.slice(0, 300) ?? null,
      address,
    },
  });
  await tx.user.update({ where: { id: userId }, data: { lastSignInAt: now } });
}

/** Ends the user's open sessions but `keep`; how many there were. */
export async function endOpenSessions(
  tx: PrismaTx,
  userId: number,
  now: Date,
  keep?: string,
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: {
      userId,
      endedAt: null,
      expiresAt: { gt: now },
      ...(keep === undefined ? {} : { id: { not: keep } }),
    },
    data: { endedAt: now },
  });
  return count;
}

export interface NewUser {
  login: string;
  name: string;
  role: Role;
  passwordHash: string;
  passwordExpiresAt: Date;
}

/** Inserts a user with a one-time password. Null where the login is taken: the unique key decides. */
export async function insertUser(tx: PrismaTx, user: NewUser): Promise<number | null> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO app_user (login, name, role, password_hash, must_change_password, password_expires_at)
    VALUES (${user.login}, ${user.name}, ${user.role}::user_role, ${user.passwordHash}, true, ${user.passwordExpiresAt})
    ON CONFLICT (login) DO NOTHING RETURNING id`;
  return rows[0]?.id ?? null;
}
