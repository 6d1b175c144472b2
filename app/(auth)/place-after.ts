// Where people go once they are in. Server code.

import { env } from '@/lib/env';
import { readFactorSettings } from '@/lib/users/queries';
import type { SignedInUser } from '@/lib/users/types';

type Who = Pick<SignedInUser, 'id' | 'role'>;

/** Where the desk begins for somebody: at its cases; for the hotline at its search. */
export function startOf({ role }: Pick<Who, 'role'>): string {
  return role === 'support' ? '/support' : '/cases';
}

/** After a one-time password was changed: the second factor is set up at the first sign-in by all who will need it. */
export async function placeAfterOneTime(user: Who): Promise<string> {
  const needsNone = env().SAMPLE_PROVIDER || user.role === 'support';
  if (needsNone || (await readFactorSettings(user.id)).isSetUp) return startOf(user);
  return '/me/second-factor?first=1';
}
