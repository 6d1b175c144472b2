// Use case: the draft becomes the policy in force. Only after a replay of these very numbers over the last 30 days, so
// that nobody learns from the case list what a weight did. The version before stays as it is, so that every complaint can
// still name the numbers it was weighed with; a worker brings the accounts under the new one, and a trial begins.

import { sql } from '@/lib/db/sql';
import {
  closeDraft,
  giveUpReplays,
  insertPolicy,
  loadDoneReplays,
  lockOpenDraft,
  lockPolicies,
} from '@/lib/policies/draft-store';
import { changesBetween } from '@/lib/policies/policy-fields';
import { beginTrial } from '@/lib/policies/trial-store';
import { replayCovers } from '@/lib/policies/types';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
import { done, refused, type Outcome } from './outcome';

export type EnactOutcome = Outcome<{ id: number }, 'not-found' | 'stale' | 'note-needed' | 'not-replayed'>;

/** `version` is the draft's as the page showed it. Answers the new policy's number. */
export async function enactPolicy(
  { version }: { version: number },
  admin: Pick<SignedInUser, 'id'>,
  now: () => Date = () => new Date(),
): Promise<EnactOutcome> {
  const outcome = (await sql().begin(async (tx): Promise<EnactOutcome> => {
    const latest = await lockPolicies(tx);
    const draft = await lockOpenDraft(tx);
    if (draft === null) return refused('not-found');
    if (draft.version !== version || latest?.id !== draft.baseId) return refused('stale');
    if (draft.note === '') return refused('note-needed');
    const replays = await loadDoneReplays(tx, draft.id);
    if (!replays.some((replay) => replayCovers(replay, draft, now()))) return refused('not-replayed');
    const { policy, note } = draft;
    const id = await insertPolicy(tx, { policy, note, userId: admin.id });
    await giveUpReplays(tx, draft.id);
    await closeDraft(tx, draft.id, id);
    await beginTrial(tx, id, policy.automatic.trialDays);
    const detail = { baseId: draft.baseId, changes: changesBetween(latest.policy, policy) };
    await tx`SELECT append_audit(${admin.id}, 'policy-succeeded', ${`policy:${id}`}, ${tx.json(detail as never)})`;
    return done({ id });
  })) as EnactOutcome;
  forgetDeskContext();
  return outcome;
}
