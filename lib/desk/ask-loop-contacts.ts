// Use case: twice a year somebody has to say whether the contacts of each active subscription are still right. The task
// names its owner, and ends when it is confirmed on the loop's page. A few a week, the longest unconfirmed first: after an
// upgrade or an import, when all are old at once, nobody finds a wall of tasks.

import { sql } from '@/lib/db/sql';
import { listStaleContacts } from '@/lib/feedback-loops/upkeep-store';
import { endTasksBut } from '@/lib/tasks/finish-store';
import { countRaised, openTaskDetail, raiseTasks } from '@/lib/tasks/store';

/** New tasks within seven days, at most: what somebody can look up beside his work. */
const TASKS_A_WEEK = 3;
const WEEK = 7 * 86_400_000;

/** Returns how many subscriptions wait to be confirmed. */
export function askLoopContacts(now = new Date()): Promise<number> {
  return sql().begin(async (tx) => {
    const stale = await listStaleContacts(tx, now);
    const keys = stale.map(({ loopId }) => contactsTaskKey(loopId));
    await endTasksBut(tx, 'loop-contacts', keys);
    let room = TASKS_A_WEEK - (await countRaised(tx, 'loop-contacts', new Date(now.getTime() - WEEK)));
    for (const { loopId, name, owner, since } of stale) {
      const key = contactsTaskKey(loopId);
      if (room <= 0) break;
      if ((await openTaskDetail(tx, key)) !== null) continue;
      room -= 1;
      const detail = { loop: name, owner, since: since.toISOString() };
      await raiseTasks(tx, [
        { kind: 'loop-contacts', key, audience: 'admin', detail, feedbackLoopId: loopId, rawMessageId: null },
      ]);
    }
    return stale.length;
  }) as Promise<number>;
}

export const contactsTaskKey = (loopId: number) => `loop-contacts:${loopId}`;
