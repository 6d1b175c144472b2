// Use case: an administrator removes a directory. Its customers, accounts, aliases and domains stay, without a source;
// another one that lists them takes them over.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { lockDirectory } from '@/lib/directory/settings-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Letting go of a million rows takes its time. */
const REMOVE_MS = 300_000;

/** Expected errors: `not-found`. */
export function removeDirectorySource(id: number, admin: SignedInUser): Promise<Outcome<{ name: string }>> {
  return prisma().$transaction(
    async (tx) => {
      const before = await lockDirectory(tx, id);
      if (before === null) return refused('not-found');
      await tx.directorySource.delete({ where: { id } });
      await appendAudit(tx, {
        userId: admin.id,
        action: 'directory-removed',
        subject: `directory:${id}`,
        detail: { name: before.name },
      });
      return done({ name: before.name });
    },
    { timeout: REMOVE_MS },
  );
}
