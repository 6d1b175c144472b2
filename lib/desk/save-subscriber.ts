// Use case: an administrator enters a subscriber of our own feedback loop, or changes what is known of him. A domain that
// is added is to be proved; where no proved one is left, he waits again.

import {
  insertSubscriber,
  isNameTaken,
  lockSubscriber,
  provedDomains,
  saveState,
  updateSubscriber,
} from '@/lib/own-loop/subscriber-store';
import type { SubscriberBody } from '@/lib/own-loop/types';
import { sql } from '@/lib/db/sql';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface SaveSubscriberInput {
  /** Null: a new one. */
  id: number | null;
  /** When the subscriber that the person saw was saved (ISO); null for a new one. */
  seen: string | null;
  body: SubscriberBody;
}

/** Expected errors: `not-found`, `stale`; field `organisation`: `taken`. */
export function saveSubscriber(
  { id, seen, body }: SaveSubscriberInput,
  admin: Pick<SignedInUser, 'id'>,
  now = new Date(),
): Promise<Outcome<{ id: number }>> {
  return sql().begin(async (tx): Promise<Outcome<{ id: number }>> => {
    if (await isNameTaken(tx, body.organisation, id)) return refusedField('organisation', 'taken');
    const before = id === null ? null : await lockSubscriber(tx, id);
    if (id !== null && before === null) return refused('not-found');
    if (before !== null && before.updatedAt.toISOString() !== seen) return refused('stale');
    const saved = before?.id ?? (await insertSubscriber(tx, body));
    if (before !== null) {
      await updateSubscriber(tx, saved, body);
      if (before.state === 'active' && (await provedDomains(tx, saved)) === 0)
        await saveState(tx, saved, 'pending', now);
    }
    const subject = `own-loop-subscriber:${saved}`;
    await tx`SELECT append_audit(${admin.id}, 'own-loop-subscriber-saved', ${subject}, ${tx.json(body as never)})`;
    return done({ id: saved });
  }) as Promise<Outcome<{ id: number }>>;
}
