// Use case: a person takes an entry off a suppression list, with a reason. The entry stays in the history; a complaint
// that comes later puts it on again.

import { sql } from '@/lib/db/sql';
import { findEntryForRemoval, growLists, lockLists, removeEntryRow } from '@/lib/suppression/entry-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`, `ended-already`. */
export function removeSuppression(
  { customerId, entryId, reason }: { customerId: number; entryId: number; reason: string },
  user: Pick<SignedInUser, 'id'>,
  now = new Date(),
): Promise<Outcome<{ entryId: number }>> {
  return sql().begin(async (tx): Promise<Outcome<{ entryId: number }>> => {
    const change = (await lockLists(tx, [customerId])).get(customerId);
    const entry = change === undefined ? null : await findEntryForRemoval(tx, customerId, entryId);
    if (change === undefined || entry === null) return refused('not-found');
    if (entry.endedBy !== null) return refused('ended-already');
    await removeEntryRow(tx, { id: entryId, userId: user.id, reason, change: change + 1, now });
    await growLists(tx, [{ customerId, changes: 1, active: -1, ended: 1 }], now);
    // The chain can never be cut: the words of the reason stay with the entry.
    const detail = tx.json({ entry: entryId, reasonLength: reason.length });
    await tx`SELECT append_audit(${user.id}, 'suppression-removed', ${`customer:${customerId}`}, ${detail})`;
    return done({ entryId });
  }) as Promise<Outcome<{ entryId: number }>>;
}
