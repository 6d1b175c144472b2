// Use case: an administrator says what is ours. It holds for the next report that is read; earlier ones keep theirs. The
// providers that have to know are noted.

import { sql } from '@/lib/db/sql';
import { insertOwnEntries } from '@/lib/own-network/store';
import { checkOwnEntry, type OwnKind } from '@/lib/own-network/types';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
import { noteOwnChanges } from './note-own-changes';
import { done, refusedField, type Outcome } from './outcome';

export interface OwnResourceInput {
  kind: OwnKind;
  value: string;
  note: string | null;
}

/** Expected errors at field `value`: the problems of `checkOwnEntry`, `known-already`. Answers the stored form. */
export async function saveOwnResource(
  { kind, value, note }: OwnResourceInput,
  admin: SignedInUser,
): Promise<Outcome<{ value: string }>> {
  const checked = checkOwnEntry(kind, value);
  if (!checked.ok) return refusedField('value', checked.code);
  const entry = { kind, value: checked.value, note };
  const outcome = await (sql().begin(async (tx): Promise<Outcome<{ value: string }>> => {
    const added = await insertOwnEntries(tx, [entry]);
    if (added.length === 0) return refusedField('value', 'known-already');
    const detail = tx.json({ value: entry.value });
    await tx`SELECT append_audit(${admin.id}, 'own-network-added', ${`own-network:${kind}`}, ${detail})`;
    await noteOwnChanges(tx, [{ kind, value: entry.value, change: 'added' }]);
    return done({ value: entry.value });
  }) as Promise<Outcome<{ value: string }>>);
  forgetDeskContext();
  return outcome;
}
