// Use case: which feedback loops have fallen silent, and which have to be renewed? What came is counted, each active loop is
// judged by its own rhythm; an alarm is a task for the administrators, and ends when a report comes again. No mail is sent: a
// person looks first.

import { sql } from '@/lib/db/sql';
import {
  countReports,
  loadWatchedLoops,
  saveAlarms,
  type WatchedLoop,
} from '@/lib/feedback-loops/rhythm-store';
import { renewalKey, takeDueRenewals, type DueRenewal } from '@/lib/feedback-loops/renewal-store';
import { judgeSilence, silentFrom } from '@/lib/feedback-loops/silence';
import { endTaskOf } from '@/lib/tasks/finish-store';
import { raiseTasks } from '@/lib/tasks/store';

/** Counts and judges. Returns how many loops are silent now. */
export function watchLoops(now = new Date()): Promise<number> {
  return sql().begin(async (tx) => {
    await countReports(tx);
    await raiseTasks(tx, (await takeDueRenewals(tx, now)).map(renewalTask));
    const loops = await loadWatchedLoops(tx, now);
    const judged = loops.map((loop) => {
      const { state, alarmAt } = judgeSilence(loop, now);
      return { loop, alarmAt, silentSince: state === 'silent' ? silentFrom(loop) : null };
    });
    await saveAlarms(
      tx,
      judged.map(({ loop, alarmAt, silentSince }) => ({ id: loop.id, alarmAt, silentSince })),
    );
    for (const { loop, silentSince } of judged) {
      if (silentSince === null && loop.silentSince !== null) await endTaskOf(tx, silenceKey(loop), null);
      if (silentSince !== null && loop.silentSince === null)
        await raiseTasks(tx, [silenceTask(loop, silentSince)]);
    }
    return judged.filter(({ silentSince }) => silentSince !== null).length;
  });
}

/** The key of a loop's silence task. */
export const silenceKey = ({ id }: Pick<WatchedLoop, 'id'>) => `loop-silent:${id}`;

function silenceTask(loop: WatchedLoop, since: Date) {
  return {
    kind: 'loop-silent' as const,
    key: silenceKey(loop),
    audience: 'admin' as const,
    detail: { loop: loop.name, since: since.toISOString() },
    feedbackLoopId: loop.id,
    rawMessageId: null,
  };
}

function renewalTask({ id, name, day, fee }: DueRenewal) {
  return {
    kind: 'loop-renewal' as const,
    key: renewalKey(id),
    audience: 'admin' as const,
    detail: { loop: name, day, fee },
    feedbackLoopId: id,
    rawMessageId: null,
  };
}
