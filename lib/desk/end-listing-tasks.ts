// The task of a listing ends with it.

import type { Tx } from '@/lib/db/sql';
import { endTaskOf } from '@/lib/tasks/finish-store';

export const listingTaskKey = (listingId: number) => `block-listing:${listingId}`;

/** Ends the open tasks of these listings. */
export async function endListingTasks(tx: Tx, listingIds: readonly number[]): Promise<void> {
  for (const id of listingIds) await endTaskOf(tx, listingTaskKey(id), null);
}
