// Use case: an administrator removes a block list that never listed anything of ours; others are turned off, so that
// their history stays.

import { deleteList, lockList } from '@/lib/block-lists/list-store';
import { sql } from '@/lib/db/sql';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';
import { endListFault } from './raise-list-fault';

/** Expected errors: `not-found`, `has-listings`. */
export function removeBlockList(
  { id }: { id: number },
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ name: string }>> {
  return sql().begin(async (tx): Promise<Outcome<{ name: string }>> => {
    const list = await lockList(tx, id);
    if (list === null) return refused('not-found');
    if (!(await deleteList(tx, id))) return refused('has-listings');
    await endListFault(tx, list);
    const detail = tx.json({ name: list.name });
    await tx`SELECT append_audit(${admin.id}, 'block-list-removed', ${`block-list:${id}`}, ${detail})`;
    return done({ name: list.name });
  }) as Promise<Outcome<{ name: string }>>;
}
