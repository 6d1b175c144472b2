// Who is asking: the one door to the signed-in user for pages, layouts, actions and route handlers. The cookie's
// token (an encrypted JWT of next-auth) names a session; its row is read once per request and decides.

import { cookies, headers } from 'next/headers';
import { forbidden, notFound, redirect } from 'next/navigation';
import { decode } from 'next-auth/jwt';
import { cache } from 'react';
import { env, requireEnv } from '@/lib/env';
import { reaches } from '@/lib/users/rules';
import { readSession } from '@/lib/users/session-store';
import type { SignedInUser } from '@/lib/users/types';
import { localPath, REQUEST_PATH_HEADER } from './request-path';
import { sessionCookieName } from './session-cookie';

/** The signed-in user, or null. Counts users who still have to change their password; most callers want `requireUser`, route handlers `currentAgent`. */
export const currentUser = cache(async (): Promise<SignedInUser | null> => {
  const jar = await cookies();
  const token = jar.get(sessionCookieName(env().PUBLIC_URL))?.value;
  if (!token) return null;
  const sessionId = await sessionIdOf(token);
  return sessionId === null ? null : readSession(sessionId);
});

// A cookie that does not decrypt (another secret, tampered, expired) is nobody's; that is an answer, not a fault.
async function sessionIdOf(token: string): Promise<string | null> {
  const claims = await decode({ token, secret: requireEnv('AUTH_SECRET') }).catch(() => null);
  return claims?.sid ?? null;
}

/** For route handlers: the signed-in person who works on cases; null for everybody else, the hotline included. */
export async function currentAgent(): Promise<SignedInUser | null> {
  const user = await currentUser();
  return user !== null && !user.mustChangePassword && reaches(user.role, 'agent') ? user : null;
}

/**
 * Whoever is signed in, in any role. Else leads to sign-in, or to the change of a one-time password. For the frame of
 * the desk and what belongs to everybody; what shows cases, accounts or mail asks `requireUser`.
 */
export async function requireAnyRole(): Promise<SignedInUser> {
  const user = await currentUser();
  if (user === null) redirect(`/sign-in?next=${encodeURIComponent(await requestedPath())}`);
  if (user.mustChangePassword) redirect('/change-password');
  return user;
}

/** The signed-in person who works on cases, agent or administrator; the hotline gets 403. For pages. */
export async function requireUser(): Promise<SignedInUser> {
  const user = await requireAnyRole();
  if (!reaches(user.role, 'agent')) forbidden();
  return user;
}

/** The signed-in administrator; an agent gets the page "administrators only" with status 403. */
export async function requireAdmin(): Promise<SignedInUser> {
  const user = await requireUser();
  if (user.role !== 'admin') forbidden();
  return user;
}

/** The signed-in user who handles restricted mail; for everybody else, admins included, there is nothing here. */
export async function requireRestrictedHandler(): Promise<SignedInUser> {
  const user = await requireUser();
  if (!user.handlesRestricted) notFound();
  return user;
}

async function requestedPath(): Promise<string> {
  return localPath((await headers()).get(REQUEST_PATH_HEADER));
}
