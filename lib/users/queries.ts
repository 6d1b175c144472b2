// Reads for the screens "Users", "My account" and "Second factor".

import { prisma } from '@/lib/db/prisma';
import { sql } from '@/lib/db/sql';
import { SESSION_IDLE_HOURS } from './session-rules';
import type { Role } from './types';

export type UserState = 'active' | 'invited' | 'invitation-expired' | 'disabled';

export interface UserRow {
  id: number;
  login: string;
  name: string;
  role: Role;
  state: UserState;
  lastSignInAt: Date | null;
  passwordExpiresAt: Date | null;
  openSessions: number;
  handlesRestricted: boolean;
  hasSecondFactor: boolean;
}

function liveSession(now: Date) {
  const idleSince = new Date(now.getTime() - SESSION_IDLE_HOURS * 3_600_000);
  return { endedAt: null, expiresAt: { gt: now }, lastSeenAt: { gt: idleSince } };
}

/** All users (or only `id`), active ones first, by name. Teams are small: no paging. */
export async function listUsers(now: Date, id?: number): Promise<UserRow[]> {
  const users = await prisma().user.findMany({
    where: { id },
    orderBy: [{ disabledAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }, { id: 'asc' }],
    include: { _count: { select: { sessions: { where: liveSession(now) } } } },
  });
  return users.map((user) => ({
    id: user.id,
    login: user.login,
    name: user.name,
    role: user.role,
    state: stateOf(user, now),
    lastSignInAt: user.lastSignInAt,
    passwordExpiresAt: user.mustChangePassword ? user.passwordExpiresAt : null,
    openSessions: user._count.sessions,
    handlesRestricted: user.handlesRestricted,
    hasSecondFactor: user.totpSealed !== null,
  }));
}

function stateOf(
  user: { disabledAt: Date | null; mustChangePassword: boolean; passwordExpiresAt: Date | null },
  now: Date,
): UserState {
  if (user.disabledAt !== null) return 'disabled';
  if (!user.mustChangePassword) return 'active';
  return user.passwordExpiresAt !== null && user.passwordExpiresAt <= now ? 'invitation-expired' : 'invited';
}

export interface SessionRow {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  userAgent: string | null;
  address: string | null;
}

/** The user's live sessions, latest use first. */
export function listSessions(userId: number, now: Date): Promise<SessionRow[]> {
  return prisma().session.findMany({
    where: { userId, ...liveSession(now) },
    orderBy: { lastSeenAt: 'desc' },
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true, address: true },
  });
}

/** Whether anybody can sign in at all. */
export async function hasUsers(): Promise<boolean> {
  return (await prisma().user.findFirst({ select: { id: true } })) !== null;
}

/** One user, or null. */
export async function findUser(id: number, now: Date): Promise<UserRow | null> {
  return (await listUsers(now, id))[0] ?? null;
}

/** Whether a user's second factor is set up, and how many recovery codes are left. */
export async function readFactorSettings(userId: number): Promise<{ isSetUp: boolean; codesLeft: number }> {
  const [row] = await sql()<{ isSetUp: boolean; codesLeft: number }[]>`
    SELECT totp_sealed IS NOT NULL AS "isSetUp",
      (SELECT count(*)::int FROM recovery_code WHERE user_id = ${userId} AND used_at IS NULL) AS "codesLeft"
    FROM app_user WHERE id = ${userId}`;
  return row ?? { isSetUp: false, codesLeft: 0 };
}

/** Where this person's weekly report goes; null: they want none. */
export async function readWeeklyReportTo(userId: number): Promise<string | null> {
  const row = await prisma().user.findUnique({ where: { id: userId }, select: { weeklyReportTo: true } });
  return row?.weeklyReportTo ?? null;
}
