// Use case: an administrator pauses a followed log or lets it go on. Lines wait in the files, as long as rotation keeps them.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { lockLogSource } from '@/lib/log-sources/settings-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`. A source that is already so stays so. Those of the environment can be paused too. */
export function pauseLogSource(
  { id, paused }: { id: number; paused: boolean },
  admin: SignedInUser,
): Promise<Outcome<{ paused: boolean }>> {
  return prisma().$transaction(async (tx) => {
    const before = await lockLogSource(tx, id);
    if (before === null) return refused('not-found');
    if (before.paused !== paused) {
      await tx.logSource.update({ where: { id }, data: { paused, lastError: null } });
      await appendAudit(tx, {
        userId: admin.id,
        action: paused ? 'log-source-paused' : 'log-source-resumed',
        subject: `log-source:${id}`,
      });
    }
    return done({ paused });
  });
}
