// Somebody who is signed in, for tests of use cases.

import type { Role, SignedInUser } from '@/lib/users/types';

export function signedIn(id: number, role: Role = 'admin'): SignedInUser {
  const rest = { locale: null, theme: 'system', singleKeys: true, mustChangePassword: false } as const;
  return {
    id,
    login: `user${id}`,
    name: `User ${id}`,
    role,
    ...rest,
    handlesRestricted: false,
    sessionId: 's',
  };
}
