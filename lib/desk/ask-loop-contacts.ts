// Use case: twice a year somebody has to say whether the contacts of each active subscription are still right. The task
// names its owner, and ends when it is confirmed on the loop's page.

import { sql } from '@/lib/db/sql';
import { listStaleContacts } from '@/lib/feedback-loops/upkeep-store';
import { endTasksBut } from '@/lib/tasks/finish-store';
import { openTaskDetail, raiseTasks } from '@/lib/tasks/store';

/** Returns how many subscriptions wait for it. */
export function askLoopContacts(now = new Date()): Promise<number> {
  return sql().begin(async (tx) => {
    const stale = await listStaleContacts(tx, now);
    const keys = stale.map(({ loopId }) => contactsTaskKey(loopId));
    await endTasksBut(tx, 'loop-contacts', keys);
    for (const { loopId, name, owner, since } of stale) {
      const key = contactsTaskKey(loopId);
      if ((await openTaskDetail(tx, key)) !== null) continue;
      const detail = { loop: name, owner, since: since.toISOString() };
      await raiseTasks(tx, [
        { kind: 'loop-contacts', key, audience: 'admin', detail, feedbackLoopId: loopId, rawMessageId: null },
      ]);
    }
    return stale.length;
  }) as Promise<number>;
}

export const contactsTaskKey = (loopId: number) => `loop-contacts:${loopId}`;
