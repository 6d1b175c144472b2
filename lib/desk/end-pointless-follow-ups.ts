// What the schedule asked of a person and nobody needs any more, since the customer answered, the account was released,
// the case ended or somebody wrote: its tasks end and the case no longer stands on top for it.

import { changeAttention, lockCase } from '@/lib/cases/decide-store';
import { sql } from '@/lib/db/sql';
import { stillWanted } from '@/lib/notices/schedule';
import { loadFollowUps } from '@/lib/notices/schedule-queries';
import {
  endFollowUpTasks,
  followUpTasks,
  listWanting,
  markEscalationSeen,
} from '@/lib/notices/schedule-store';

/** Returns in how many cases something ended. */
export async function endPointlessFollowUps(now: Date): Promise<number> {
  let ended = 0;
  for (const caseId of await listWanting(sql())) if (await endPointless(caseId, now)) ended += 1;
  return ended;
}

function endPointless(caseId: number, now: Date): Promise<boolean> {
  return sql().begin(async (tx): Promise<boolean> => {
    const held = await lockCase(tx, caseId);
    const [facts] = await loadFollowUps(tx, caseId);
    const wanted = facts === undefined ? { escalation: false, reminder: false } : stillWanted(facts);
    const keys = [
      ...(wanted.reminder ? [] : [followUpTasks.reminder(caseId)]),
      ...(wanted.escalation ? [] : [followUpTasks.escalation(caseId)]),
    ];
    const tasks = await endFollowUpTasks(tx, keys, null, now);
    const isSettled = !wanted.escalation && (await markEscalationSeen(tx, caseId, null, now));
    if (isSettled && held !== null) await changeAttention(tx, caseId);
    return tasks > 0 || isSettled;
  }) as Promise<boolean>;
}
