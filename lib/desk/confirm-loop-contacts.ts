// Use case: an administrator says that the contacts of a subscription are still right.

import { sql } from '@/lib/db/sql';
import { recordLoopEvent } from '@/lib/feedback-loops/loop-store';
import { holdLoop, writeContactsConfirmed } from '@/lib/feedback-loops/upkeep-store';
import { endTaskOf } from '@/lib/tasks/finish-store';
import type { SignedInUser } from '@/lib/users/types';
import { contactsTaskKey } from './ask-loop-contacts';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`. */
export function confirmLoopContacts(
  { loopId }: { loopId: number },
  admin: Pick<SignedInUser, 'id'>,
  now = new Date(),
): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    if ((await holdLoop(tx, loopId)) === null) return refused('not-found');
    await writeContactsConfirmed(tx, loopId, admin.id, now);
    await endTaskOf(tx, contactsTaskKey(loopId), admin.id);
    await recordLoopEvent(tx, loopId, admin.id, { kind: 'contacts-confirmed', detail: {} });
    return done(null);
  }) as Promise<Outcome<null>>;
}
