// Use case: an administrator suspends a subscriber of our own feedback loop, resumes or ends him.

import { lockSubscriber, provedDomains, saveState } from '@/lib/own-loop/subscriber-store';
import type { SubscriberState } from '@/lib/own-loop/types';
import { sql } from '@/lib/db/sql';
import { endTaskOf } from '@/lib/tasks/finish-store';
import type { SignedInUser } from '@/lib/users/types';
import { suspensionTaskKey } from './after-own-loop-mail';
import { done, refused, type Outcome } from './outcome';

/** Resuming needs a proved domain. Expected errors: `not-found`, `nothing-proved`. */
export function changeSubscriberState(
  { id, state }: { id: number; state: Exclude<SubscriberState, 'pending'> },
  admin: Pick<SignedInUser, 'id'>,
  now = new Date(),
): Promise<Outcome<{ state: SubscriberState }>> {
  return sql().begin(async (tx): Promise<Outcome<{ state: SubscriberState }>> => {
    const subscriber = await lockSubscriber(tx, id);
    if (subscriber === null) return refused('not-found');
    if (state === 'active' && (await provedDomains(tx, id)) === 0) return refused('nothing-proved');
    await saveState(tx, id, state, now);
    if (state !== 'suspended') await endTaskOf(tx, suspensionTaskKey(id), admin.id);
    const detail = tx.json({ from: subscriber.state, to: state });
    await tx`
      SELECT append_audit(${admin.id}, 'own-loop-subscriber-state', ${`own-loop-subscriber:${id}`}, ${detail})`;
    return done({ state });
  }) as Promise<Outcome<{ state: SubscriberState }>>;
}
