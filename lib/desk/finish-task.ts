// Use case: somebody has done what a task asked for. A later occurrence of the same thing raises a new task.

import { sql } from '@/lib/db/sql';
import { endTask, lockTask } from '@/lib/tasks/finish-store';
import { endsElsewhere } from '@/lib/tasks/types';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

type FinishCode = 'not-found' | 'task-done' | 'ends-elsewhere';

/**
 * Ends the task with an optional remark. Expected errors: `not-found`, also for what the person may not see (a task for
 * admins, a task about a restricted report); `task-done`: somebody was faster, `values` say who and when (ms);
 * `ends-elsewhere`: what it asks for is done, and said, at another place.
 */
export function finishTask(
  input: { taskId: number; note: string | null },
  user: Pick<SignedInUser, 'id' | 'role'>,
): Promise<Outcome<{ taskId: number }, FinishCode>> {
  return sql().begin(async (tx): Promise<Outcome<{ taskId: number }, FinishCode>> => {
    const held = await lockTask(tx, input.taskId);
    const mayEnd = held?.audience === 'all' || (held?.audience === 'admin' && user.role === 'admin');
    if (held === null || !mayEnd) return refused('not-found');
    if (held.doneAt !== null) {
      return refused('task-done', { values: { by: held.doneBy ?? '–', at: held.doneAt.getTime() } });
    }
    if (endsElsewhere(held.kind)) return refused('ends-elsewhere');
    await endTask(tx, held.id, user.id, input.note);
    const detail = { kind: held.kind, note: input.note };
    await tx`SELECT append_audit(${user.id}, 'task-finished', ${`task:${held.id}`}, ${tx.json(detail)})`;
    return done({ taskId: held.id });
  }) as Promise<Outcome<{ taskId: number }, FinishCode>>;
}
