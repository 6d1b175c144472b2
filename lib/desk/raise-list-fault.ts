// A block list that does not answer us, or not rightly, is a task for the administrators: what it does not say, nobody
// notices.

import type { Belief } from '@/lib/block-lists/ask-list';
import type { ListRow } from '@/lib/block-lists/list-row';
import type { Tx } from '@/lib/db/sql';
import { raiseTasks } from '@/lib/tasks/store';
import { endTaskOf } from '@/lib/tasks/finish-store';

/** Silence may be the network's; a refusal or a wrong test point is the list's, and said at once. */
const silenceMs = 6 * 3_600_000;

const taskKey = ({ id }: Pick<ListRow, 'id'>) => `block-list-fault:${id}`;

/** Raises the task where the fault is new or has lasted; one that stands is not renewed with every attempt. */
export async function raiseListFault(
  tx: Tx,
  list: ListRow,
  belief: Belief,
  { since, now }: { since: Date; now: Date },
): Promise<void> {
  const isSilence = belief.state === 'silent';
  const hasLasted = now.getTime() - since.getTime() >= silenceMs;
  const [open] = await tx`SELECT FROM task WHERE key = ${taskKey(list)} AND done_at IS NULL`;
  if (open !== undefined || (isSilence ? !hasLasted : list.state === belief.state)) return;
  await raiseTasks(tx, [
    {
      kind: 'block-list-fault',
      key: taskKey(list),
      audience: 'admin',
      detail: { blockList: { id: list.id, name: list.name }, since: since.toISOString() },
      feedbackLoopId: null,
      rawMessageId: null,
    },
  ]);
}

/** The list answers again, or is asked no more. */
export function endListFault(tx: Tx, list: Pick<ListRow, 'id'>): Promise<void> {
  return endTaskOf(tx, taskKey(list), null);
}
