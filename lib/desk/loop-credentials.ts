// Use cases: an administrator keeps the login of a provider's portal with its subscription, and looks at it. It is sealed,
// stands in no page, and each look is in the history and the audit.

import { sql } from '@/lib/db/sql';
import { lockLoop, recordLoopEvent } from '@/lib/feedback-loops/loop-store';
import { loopCredentialsPlace, seal, unseal } from '@/lib/secrets/seal';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

export interface Credentials {
  login: string;
  password: string;
}

/** Both empty: what is kept is thrown away. Expected error: `not-found`. */
export function saveLoopCredentials(
  { id, login, password }: Credentials & { id: number },
  admin: SignedInUser,
): Promise<Outcome<{ isKept: boolean }>> {
  const isKept = login !== '' || password !== '';
  return sql().begin(async (tx): Promise<Outcome<{ isKept: boolean }>> => {
    if ((await lockLoop(tx, id)) === null) return refused('not-found');
    const sealed = isKept
      ? Buffer.from(seal(JSON.stringify({ login, password }), loopCredentialsPlace(id)))
      : null;
    await tx`UPDATE feedback_loop SET credentials_sealed = ${sealed} WHERE id = ${id}`;
    const kind = isKept ? 'credentials-saved' : 'credentials-removed';
    await recordLoopEvent(tx, id, admin.id, { kind, detail: {} });
    return done({ isKept });
  }) as Promise<Outcome<{ isKept: boolean }>>;
}

/** Expected error: `no-credentials`. Throws `SealError` where they do not open. */
export function showLoopCredentials(id: number, admin: SignedInUser): Promise<Outcome<Credentials>> {
  return sql().begin(async (tx): Promise<Outcome<Credentials>> => {
    const [row] = await tx<{ sealed: Buffer | null }[]>`
      SELECT credentials_sealed AS sealed FROM feedback_loop WHERE id = ${id}`;
    const sealed = row?.sealed ?? null;
    if (sealed === null) return refused('no-credentials');
    const shown = JSON.parse(unseal(sealed, loopCredentialsPlace(id))) as Credentials;
    await recordLoopEvent(tx, id, admin.id, { kind: 'credentials-shown', detail: {} });
    return done(shown);
  }) as Promise<Outcome<Credentials>>;
}
