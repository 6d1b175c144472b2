// Use case: an administrator describes a block list, changes it, turns it on or off. A list that is turned off ends its
// listings: nobody would notice when it lets go.

import { endListings, openListings } from '@/lib/block-lists/listing-store';
import { insertList, lockList, takenBy, updateList } from '@/lib/block-lists/list-store';
import type { ListBody } from '@/lib/block-lists/types';
import { sql } from '@/lib/db/sql';
import type { SignedInUser } from '@/lib/users/types';
import { endListingTasks } from './end-listing-tasks';
import { done, refused, refusedField, type Outcome } from './outcome';
import { endListFault } from './raise-list-fault';

export interface SaveBlockListInput {
  /** Null: a new one. */
  id: number | null;
  /** When the list that the person saw was saved (ISO); null for a new one. */
  seen: string | null;
  body: ListBody;
}

/** Expected errors: `not-found`, `stale`; fields `name`, `zone`: `taken`. The audit names the list, not its zone: a zone may hold a key. */
export function saveBlockList(
  { id, seen, body }: SaveBlockListInput,
  admin: Pick<SignedInUser, 'id'>,
  now = new Date(),
): Promise<Outcome<{ id: number }>> {
  return sql().begin(async (tx): Promise<Outcome<{ id: number }>> => {
    const taken = await takenBy(tx, body, id);
    if (taken !== null) return refusedField(taken, 'taken');
    const before = id === null ? null : await lockList(tx, id);
    if (id !== null && before === null) return refused('not-found');
    if (before !== null && before.updatedAt.toISOString() !== seen) return refused('stale');
    const saved = before?.id ?? (await insertList(tx, body));
    if (before !== null) await updateList(tx, saved, body);
    if (before?.active === true && !body.active) {
      const open = (await openListings(tx, saved, null)).map((listing) => listing.id);
      await endListings(tx, open, 'not-checked', now);
      await endListingTasks(tx, open);
    }
    if (!body.active) await endListFault(tx, { id: saved });
    const detail = tx.json({ name: body.name, active: body.active, was: before?.active ?? null });
    await tx`SELECT append_audit(${admin.id}, 'block-list-saved', ${`block-list:${saved}`}, ${detail})`;
    return done({ id: saved });
  }) as Promise<Outcome<{ id: number }>>;
}
