// Use case: an administrator takes something out of the own network.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { deleteOwnEntry } from '@/lib/own-network/store';
import type { OwnKind } from '@/lib/own-network/types';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
import { done, refused, type Outcome } from './outcome';

/** Expected error: `not-found` (somebody was faster). */
export async function removeOwnResource(
  { kind, value }: { kind: OwnKind; value: string },
  admin: SignedInUser,
): Promise<Outcome<{ value: string }>> {
  const outcome = await prisma().$transaction(async (tx) => {
    if (!(await deleteOwnEntry(tx, kind, value))) return refused('not-found');
    await appendAudit(tx, {
      userId: admin.id,
      action: 'own-network-removed',
      subject: `own-network:${kind}`,
      detail: { value },
    });
    return done({ value });
  });
  forgetDeskContext();
  return outcome;
}
