// Use case: what intake saw of the feedback loops is added up, and each active loop's health is judged. Where it is bad
// the administrators get a task, which says in `reasons` what is wrong, and ends by itself when it is not any more.

import { sql } from '@/lib/db/sql';
import { judgeHealth, type Finding } from '@/lib/feedback-loops/health';
import { loadHealth } from '@/lib/feedback-loops/health-queries';
import { countNotes } from '@/lib/feedback-loops/health-store';
import { countCases } from '@/lib/feedback-loops/upkeep-store';
import { endTasksBut, recentlyEndedByHand } from '@/lib/tasks/finish-store';
import { openTaskDetail, raiseTasks } from '@/lib/tasks/store';
import type { NewTask } from '@/lib/tasks/types';

/** Who ended the task by hand knows of it, and is told again where it is still so after a week. */
const PATIENCE_DAYS = 7;

/** Adds up and judges. Returns how many loops are in bad health. */
export function watchLoopHealth(now = new Date()): Promise<number> {
  return sql().begin(async (tx) => {
    await countNotes(tx);
    await countCases(tx, now);
    const tasks = (await loadHealth(tx, now)).flatMap((loop): NewTask[] => {
      const bad = judgeHealth(loop).findings.filter(({ isBad }) => isBad);
      return bad.length === 0 ? [] : [taskOf(loop, bad)];
    });
    await endTasksBut(
      tx,
      'loop-health',
      tasks.map(({ key }) => key),
    );
    const since = new Date(now.getTime() - PATIENCE_DAYS * 86_400_000);
    const keys = tasks.map(({ key }) => key);
    const patient = await recentlyEndedByHand(tx, keys, since);
    for (const task of tasks) {
      if (patient.has(task.key)) continue;
      // What is still wrong in the same way is no news: the task stands as it was raised.
      const open = await openTaskDetail(tx, task.key);
      if (String(open?.['reasons']) !== String(task.detail['reasons'])) await raiseTasks(tx, [task]);
    }
    return tasks.length;
  });
}

function taskOf({ id, name }: { id: number; name: string }, bad: readonly Finding[]): NewTask {
  const reasons = [...new Set(bad.map(({ code }) => code))].sort();
  return {
    kind: 'loop-health',
    key: `loop-health:${id}`,
    audience: 'admin',
    detail: { loop: name, reasons },
    feedbackLoopId: id,
    rawMessageId: null,
  };
}
