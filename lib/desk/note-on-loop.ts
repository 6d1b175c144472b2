// Use case: an administrator notes something on a subscription. Notes stand in its history and are never changed.

import { sql } from '@/lib/db/sql';
import { lockLoop, recordLoopEvent } from '@/lib/feedback-loops/loop-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected error: `not-found`. */
export function noteOnLoop(
  { id, text }: { id: number; text: string },
  admin: SignedInUser,
): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    if ((await lockLoop(tx, id)) === null) return refused('not-found');
    await recordLoopEvent(tx, id, admin.id, { kind: 'noted', detail: { text } });
    return done(null);
  }) as Promise<Outcome<null>>;
}
