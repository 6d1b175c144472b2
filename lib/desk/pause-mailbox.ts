// Use case: an administrator pauses a mailbox or lets it go on. Mail waits in the mailbox meanwhile; nothing is lost.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { lockMailbox, wakePollers } from '@/lib/mailboxes/store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`. A mailbox that is already so stays so. Environment mailboxes can be paused too. */
export function pauseMailbox(
  { id, paused }: { id: number; paused: boolean },
  admin: SignedInUser,
): Promise<Outcome<{ paused: boolean }>> {
  return prisma().$transaction(async (tx) => {
    const before = await lockMailbox(tx, id);
    if (before === null) return refused('not-found');
    if (before.paused !== paused) {
      // Not through `updatedAt`: an edit of the settings that is under way stays valid.
      await tx.$executeRaw`UPDATE mailbox SET paused = ${paused} WHERE id = ${id}`;
      await wakePollers(tx);
      await appendAudit(tx, {
        userId: admin.id,
        action: paused ? 'mailbox-paused' : 'mailbox-resumed',
        subject: `mailbox:${id}`,
      });
    }
    return done({ paused });
  });
}
