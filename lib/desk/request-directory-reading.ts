// Use case: an administrator wants a directory read now; or, after a reading was refused because it listed less than half
// of the one before, says that this is right. The job does the reading: it may take longer than anybody waits for a page.

import { z } from 'zod';
import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { acceptCounts, lockDirectory, requestReading } from '@/lib/directory/settings-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

const shrunk = z.object({
  code: z.literal('shrunk'),
  detail: z.object({ customers: z.number(), accounts: z.number(), aliases: z.number(), domains: z.number() }),
});

/**
 * Expected errors: `not-found`; with `acceptShrunk`: `not-refused`, where no reading waits for that (any more). What is
 * accepted are the numbers of the refused reading: one that lists less than half of those is refused again.
 */
export function requestDirectoryReading(
  { id, acceptShrunk }: { id: number; acceptShrunk: boolean },
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  return prisma().$transaction(async (tx) => {
    const source = await lockDirectory(tx, id);
    if (source === null || source.kind === 'http' || source.kind === 'abusehq') return refused('not-found');
    if (acceptShrunk) {
      const refusal = shrunk.safeParse(source.lastError);
      if (!refusal.success) return refused('not-refused');
      await acceptCounts(tx, id, refusal.data.detail);
      await appendAudit(tx, {
        userId: admin.id,
        action: 'directory-shrink-accepted',
        subject: `directory:${id}`,
        detail: refusal.data.detail,
      });
    }
    await requestReading(tx, id);
    return done({ id });
  });
}
