// A watch ends at its day: the case is in review again, so that somebody looks at what has come of it. The desk itself
// decides here, by the table of transitions, with the same locks, history and audit as a person's decision.

import { changeCase, listEndedWatches, lockCase, record } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import { sql } from '@/lib/db/sql';

/** Ends every watch whose day has passed at `now` and returns how many; assignees keep their cases. */
export async function endWatches(now: () => Date = () => new Date()): Promise<number> {
  let ended = 0;
  for (const caseId of await listEndedWatches(sql(), now())) {
    if (await endWatch(caseId, now())) ended += 1;
  }
  return ended;
}

/** A transaction for each: one case that somebody holds does not keep the others. */
async function endWatch(caseId: number, now: Date): Promise<boolean> {
  return sql().begin(async (tx): Promise<boolean> => {
    const held = await lockCase(tx, caseId);
    // Somebody may have decided, or watched for longer, since the list was read.
    if (held?.state !== 'watching' || held.watchUntil === null || held.watchUntil > now) return false;
    const step = transition(held.state, 'start-review');
    if (!step.ok) throw new Error(`no way out of ${held.state}`);
    await changeCase(tx, held.id, { to: step.to });
    const detail = { from: held.state, to: step.to, action: 'watch-ended' };
    await record(tx, held, null, { kind: 'state-changed', detail }, now);
    return true;
  }) as Promise<boolean>;
}
