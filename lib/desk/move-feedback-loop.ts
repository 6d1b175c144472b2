// Use case: an administrator moves a subscription on in its life. What it then no longer needs ends with it: the alarm of
// one that is not active, every open task of one that has ended.

import { sql, type Tx } from '@/lib/db/sql';
import { dropDuties, lockDuties } from '@/lib/feedback-loops/duty-store';
import { isRegistered, mayFollow } from '@/lib/feedback-loops/life';
import {
  forgetPause,
  lockLoop,
  recordLoopEvent,
  updateState,
  type LockedLoop,
} from '@/lib/feedback-loops/loop-store';
import { listCovered, replaceCovered } from '@/lib/feedback-loops/resource-store';
import { provesReports, type LoopState } from '@/lib/feedback-loops/types';
import { endTaskOf, endTasksOfLoop } from '@/lib/tasks/finish-store';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
import { done, refused, type Outcome } from './outcome';
import { ownValuesFor } from './own-values';
import { silenceKey } from './watch-loops';

export interface MoveLoopInput {
  id: number;
  /** The state that the person saw. */
  from: LoopState;
  to: LoopState;
  note: string | null;
}

/** Expected errors: `not-found`, `stale` (moved meanwhile), `not-after` (no such step), `no-identity`. */
export async function moveFeedbackLoop(
  { id, from, to, note }: MoveLoopInput,
  admin: SignedInUser,
): Promise<Outcome<{ to: LoopState }>> {
  const outcome = await (sql().begin(async (tx): Promise<Outcome<{ to: LoopState }>> => {
    await lockDuties(tx);
    const held = await lockLoop(tx, id);
    if (held === null) return refused('not-found');
    if (held.state !== from) return refused('stale');
    if (!mayFollow(from, to)) return refused('not-after');
    const { dkimDomains, envelopeDomains } = held.settings;
    if (provesReports(to) && dkimDomains.length + envelopeDomains.length === 0) return refused('no-identity');
    if (to === 'active') await forgetPause(tx, id);
    await updateState(tx, id, to);
    if (to === 'applied') await coverAppliedFor(tx, held);
    await endTasks(tx, id, to, admin.id);
    await recordLoopEvent(tx, id, admin.id, { kind: 'moved', detail: { from, to, note } });
    return done({ to });
  }) as Promise<Outcome<{ to: LoopState }>>);
  forgetDeskContext();
  return outcome;
}

/** What the application listed, the provider knows from now on; what somebody entered before stands. */
async function coverAppliedFor(tx: Tx, { id, settings }: LockedLoop): Promise<void> {
  const covered = await listCovered(tx, id);
  if (covered.range.length + covered['dkim-domain'].length > 0) return;
  await replaceCovered(tx, id, await ownValuesFor(settings.program));
}

async function endTasks(tx: Tx, id: number, to: LoopState, userId: number): Promise<void> {
  // A plan begins anew, and an ended one is over: the application tells all there is.
  if (!isRegistered(to)) await dropDuties(tx, id);
  if (to === 'ended') await endTasksOfLoop(tx, id, userId);
  else if (to !== 'active') await endTaskOf(tx, silenceKey({ id }), userId);
}
