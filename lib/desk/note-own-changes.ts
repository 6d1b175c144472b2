// What of our resources came or went is noted for every subscription whose provider has to know (RFC 6449): a task each,
// until somebody told them.

import type { Tx } from '@/lib/db/sql';
import { listOpenDuties } from '@/lib/feedback-loops/duty-queries';
import {
  dutyKey,
  insertDuties,
  listToldLoops,
  lockDuties,
  type ToldLoop,
} from '@/lib/feedback-loops/duty-store';
import { isRegistered } from '@/lib/feedback-loops/life';
import { toldKinds } from '@/lib/feedback-loops/told-kinds';
import type { OwnChange } from '@/lib/own-network/types';
import { endTaskOf } from '@/lib/tasks/finish-store';
import { openTaskDetail, raiseTasks } from '@/lib/tasks/store';
import { programKeys } from './own-values';

/** Notes the changes within `tx`; returns how many subscriptions have something to be told now. */
export async function noteOwnChanges(tx: Tx, changes: readonly OwnChange[]): Promise<number> {
  const told = changes.filter(({ kind }) => kind === 'range' || kind === 'dkim-domain');
  if (told.length === 0) return 0;
  await lockDuties(tx);
  const loops = await listToldLoops(tx);
  const keys = await programKeys();
  const concerned = loops.flatMap((loop) =>
    isRegistered(loop.state)
      ? toldKinds(keys.get(loop.program) ?? [], loop.covered).map((kind) => ({ loopId: loop.id, kind }))
      : [],
  );
  await insertDuties(tx, told, concerned);
  return renewDutyTasks(tx, loops);
}

/** A task for each of the loops that has something to be told, none for the others. */
export async function renewDutyTasks(tx: Tx, loops: readonly Pick<ToldLoop, 'id'>[]): Promise<number> {
  const open = new Map((await listOpenDuties(tx)).map((duties) => [duties.loopId, duties]));
  for (const { id } of loops) {
    const duties = open.get(id);
    if (duties === undefined) {
      await endTaskOf(tx, dutyKey(id), null);
      continue;
    }
    const before = await openTaskDetail(tx, dutyKey(id));
    const detail = { loop: duties.name, changes: duties.count, values: duties.values };
    if (before !== null && JSON.stringify(before['values']) === JSON.stringify(detail.values)) continue;
    await raiseTasks(tx, [
      {
        kind: 'loop-duty',
        key: dutyKey(id),
        audience: 'admin',
        detail,
        feedbackLoopId: id,
        rawMessageId: null,
      },
    ]);
  }
  return open.size;
}
