// Use case: an administrator takes something out of the own network. The providers that have to know are noted.

import { sql } from '@/lib/db/sql';
import { deleteOwnEntry } from '@/lib/own-network/store';
import type { OwnKind } from '@/lib/own-network/types';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
import { noteOwnChanges } from './note-own-changes';
import { done, refused, type Outcome } from './outcome';

/** Expected error: `not-found` (somebody was faster). */
export async function removeOwnResource(
  { kind, value }: { kind: OwnKind; value: string },
  admin: SignedInUser,
): Promise<Outcome<{ value: string }>> {
  const outcome = await (sql().begin(async (tx): Promise<Outcome<{ value: string }>> => {
    if (!(await deleteOwnEntry(tx, kind, value))) return refused('not-found');
    await tx`
      SELECT append_audit(${admin.id}, 'own-network-removed', ${`own-network:${kind}`}, ${tx.json({ value })})`;
    await noteOwnChanges(tx, [{ kind, value, change: 'removed' }]);
    return done({ value });
  }) as Promise<Outcome<{ value: string }>>);
  forgetDeskContext();
  return outcome;
}
