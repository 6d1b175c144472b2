// Use case: an administrator switches the monthly self-check of a loop on or off.

import { sql } from '@/lib/db/sql';
import { recordLoopEvent } from '@/lib/feedback-loops/loop-store';
import { holdLoop, setSelfCheck } from '@/lib/feedback-loops/upkeep-store';
import { endTaskOf } from '@/lib/tasks/finish-store';
import type { SignedInUser } from '@/lib/users/types';
import { selfCheckTaskKey } from './after-self-check';
import { noticeAddresses } from './notice-settings';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`; `no-alias`: the loop has no address to write to; `not-configured`: nothing can be sent. */
export function switchSelfCheck(
  { loopId, isOn }: { loopId: number; isOn: boolean },
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ isOn: boolean }>> {
  return sql().begin(async (tx): Promise<Outcome<{ isOn: boolean }>> => {
    const loop = await holdLoop(tx, loopId);
    if (loop === null) return refused('not-found');
    if (isOn && loop.intakeAlias === null) return refused('no-alias');
    if (isOn && noticeAddresses() === null) return refused('not-configured');
    if (await setSelfCheck(tx, loopId, isOn))
      await recordLoopEvent(tx, loopId, admin.id, {
        kind: isOn ? 'self-check-on' : 'self-check-off',
        detail: {},
      });
    if (!isOn) await endTaskOf(tx, selfCheckTaskKey(loopId), admin.id);
    return done({ isOn });
  }) as Promise<Outcome<{ isOn: boolean }>>;
}
