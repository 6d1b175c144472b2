// Use case: an administrator removes a mailbox that no mail ever came through (a slip of the keyboard). Any other is
// paused instead: where a mail once lay must stay known.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { lockMailbox, wakePollers } from '@/lib/mailboxes/store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`, `from-environment`, `has-deliveries`. */
export function removeMailbox(id: number, admin: SignedInUser): Promise<Outcome<{ name: string }>> {
  return prisma().$transaction(async (tx) => {
    const before = await lockMailbox(tx, id);
    if (before === null) return refused('not-found');
    if (before.origin === 'environment') return refused('from-environment');
    // Deliveries refer to the locked row, so none can appear between this look and the deletion.
    if ((await tx.delivery.findFirst({ where: { mailboxId: id }, select: { id: true } })) !== null)
      return refused('has-deliveries');
    await tx.mailbox.delete({ where: { id } });
    await wakePollers(tx);
    await appendAudit(tx, {
      userId: admin.id,
      action: 'mailbox-removed',
      subject: `mailbox:${id}`,
      detail: { name: before.name },
    });
    return done({ name: before.name });
  });
}
