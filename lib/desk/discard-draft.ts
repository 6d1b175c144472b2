// Use case: the draft is given up; its replays stay with it, nothing else changes.

import { sql } from '@/lib/db/sql';
import { closeDraft, giveUpReplays, lockOpenDraft } from '@/lib/policies/draft-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

export type DiscardOutcome = Outcome<{ id: number }, 'not-found' | 'stale'>;

/** `version` is the draft's as the page showed it. */
export function discardDraft(
  { version }: { version: number },
  admin: Pick<SignedInUser, 'id'>,
): Promise<DiscardOutcome> {
  return sql().begin(async (tx): Promise<DiscardOutcome> => {
    const draft = await lockOpenDraft(tx);
    if (draft === null) return refused('not-found');
    if (draft.version !== version) return refused('stale');
    await giveUpReplays(tx, draft.id);
    await closeDraft(tx, draft.id, null);
    const detail = tx.json({ baseId: draft.baseId });
    await tx`SELECT append_audit(${admin.id}, 'policy-draft-discarded', ${`policy-draft:${draft.id}`}, ${detail})`;
    return done({ id: draft.id });
  }) as Promise<DiscardOutcome>;
}
