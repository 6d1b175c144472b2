// Use case: an administrator wants to see what the draft would have done. A worker runs it; the page shows how far it is.

import { sql } from '@/lib/db/sql';
import { insertReplay, isReplayOpen, lockOpenDraft } from '@/lib/policies/draft-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

export type RequestOutcome = Outcome<{ id: number }, 'not-found' | 'stale' | 'replay-running'>;

/** Asks for the draft over the complaints of the last 30 days. `version` is the draft's as the page showed it. */
export function requestReplay(
  { version }: { version: number },
  admin: Pick<SignedInUser, 'id'>,
): Promise<RequestOutcome> {
  return sql().begin(async (tx): Promise<RequestOutcome> => {
    const draft = await lockOpenDraft(tx);
    if (draft === null) return refused('not-found');
    if (draft.version !== version) return refused('stale');
    if (await isReplayOpen(tx, draft.id, 'kept')) return refused('replay-running');
    return done({ id: await insertReplay(tx, draft, { userId: admin.id, source: 'kept', fileName: null }) });
  }) as Promise<RequestOutcome>;
}
