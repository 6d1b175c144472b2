// Use case: a user ends the session at hand.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import type { SignedInUser } from '@/lib/users/types';

/** Ends the session's row; a second call changes nothing. */
export async function signOut(user: SignedInUser): Promise<void> {
  await prisma().$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: user.sessionId, endedAt: null },
      data: { endedAt: new Date() },
    });
    if (count > 0)
      await appendAudit(tx, { userId: user.id, action: 'signed-out', subject: `user:${user.id}` });
  });
}
