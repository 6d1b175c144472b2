// Use case: an administrator says what is ours. It holds for the next report that is read; earlier ones keep theirs.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { insertOwnEntry } from '@/lib/own-network/store';
import { checkOwnEntry, type OwnKind } from '@/lib/own-network/types';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
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
  const outcome = await prisma().$transaction(async (tx) => {
    if (!(await insertOwnEntry(tx, kind, checked.value, note))) return refusedField('value', 'known-already');
    await appendAudit(tx, {
      userId: admin.id,
      action: 'own-network-added',
      subject: `own-network:${kind}`,
      detail: { value: checked.value },
    });
    return done({ value: checked.value });
  });
  forgetDeskContext();
  return outcome;
}
