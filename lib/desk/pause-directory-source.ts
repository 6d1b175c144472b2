// Use case: an administrator pauses a directory or lets it go on. What was read stays.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { lockDirectory } from '@/lib/directory/settings-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`. A source that is already so stays so. */
export function pauseDirectorySource(
  { id, paused }: { id: number; paused: boolean },
  admin: SignedInUser,
): Promise<Outcome<{ paused: boolean }>> {
  return prisma().$transaction(async (tx) => {
    const before = await lockDirectory(tx, id);
    if (before === null) return refused('not-found');
    if (before.paused !== paused) {
      await tx.directorySource.update({ where: { id }, data: { paused } });
      await appendAudit(tx, {
        userId: admin.id,
        action: paused ? 'directory-paused' : 'directory-resumed',
        subject: `directory:${id}`,
      });
    }
    return done({ paused });
  });
}
