// Use case: an administrator says how much of what is ours is looked up on block lists. It holds for the next part of
// each round.

import type { Scope } from '@/lib/block-lists/own-targets';
import { saveScope } from '@/lib/block-lists/scope-store';
import { sql } from '@/lib/db/sql';
import type { SignedInUser } from '@/lib/users/types';
import { done, type Outcome } from './outcome';

export function saveBlockListScope(
  scope: Scope,
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ extra: number }>> {
  return sql().begin(async (tx): Promise<Outcome<{ extra: number }>> => {
    await saveScope(tx, scope);
    await tx`
      SELECT append_audit(${admin.id}, 'block-list-scope-saved', 'block-lists', ${tx.json(scope as never)})`;
    return done({ extra: scope.extra.length });
  }) as Promise<Outcome<{ extra: number }>>;
}
