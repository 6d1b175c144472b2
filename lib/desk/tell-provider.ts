// Use case: an administrator told the provider of a subscription what changed of our resources. The task ends with it.

import { sql } from '@/lib/db/sql';
import type { Duty } from '@/lib/feedback-loops/duty-queries';
import { lockDuties, settleDuties } from '@/lib/feedback-loops/duty-store';
import { lockLoop, recordLoopEvent } from '@/lib/feedback-loops/loop-store';
import type { SignedInUser } from '@/lib/users/types';
import { renewDutyTasks } from './note-own-changes';
import { done, refused, type Outcome } from './outcome';

/** More values than this are counted in the history, not named. */
const namedValues = 200;

/**
 * `upTo`: the last change that the person saw; what came later stays open. Expected errors: `not-found`, `told-already`.
 */
export function tellProvider(
  { id, upTo }: { id: number; upTo: number },
  admin: SignedInUser,
): Promise<Outcome<{ told: number }>> {
  return sql().begin(async (tx): Promise<Outcome<{ told: number }>> => {
    await lockDuties(tx);
    const held = await lockLoop(tx, id);
    if (held === null) return refused('not-found');
    const told = await settleDuties(tx, id, upTo, admin.id);
    if (told.length === 0) return refused('told-already');
    await renewDutyTasks(tx, [{ id }]);
    const of = (change: Duty['change']) =>
      told.flatMap((duty) => (duty.change === change ? [duty.value] : [])).slice(0, namedValues);
    const detail = { added: of('added'), removed: of('removed') };
    await recordLoopEvent(tx, id, admin.id, { kind: 'told', detail });
    return done({ told: told.length });
  }) as Promise<Outcome<{ told: number }>>;
}
