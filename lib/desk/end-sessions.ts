// Use case: sessions end at once: one's own, or, by an administrator, those of a user.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { endOpenSessions } from '@/lib/users/store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

export type EndSessionsInput =
  /** All sessions of another user; administrators only. */
  | { whose: 'user'; userId: number }
  /** One's own: one of them, or all but the one at hand. */
  | { whose: 'own'; sessionId: string }
  | { whose: 'own-others' };

/** Expected errors: `forbidden`, `not-found`. */
export async function endSessions(
  input: EndSessionsInput,
  user: SignedInUser,
): Promise<Outcome<{ ended: number }>> {
  if (input.whose === 'user' && user.role !== 'admin') return refused('forbidden');
  const now = new Date();
  const userId = input.whose === 'user' ? input.userId : user.id;
  return prisma().$transaction(async (tx) => {
    if ((await tx.user.findUnique({ where: { id: userId }, select: { id: true } })) === null)
      return refused('not-found');
    let ended: number;
    if (input.whose === 'own') {
      const where = { id: input.sessionId, userId, endedAt: null };
      ended = (await tx.session.updateMany({ where, data: { endedAt: now } })).count;
    } else {
      ended = await endOpenSessions(tx, userId, now, user.sessionId);
    }
    if (ended > 0)
      await appendAudit(tx, {
        userId: user.id,
        action: 'sessions-ended',
        subject: `user:${userId}`,
        detail: { ended },
      });
    return done({ ended });
  });
}
