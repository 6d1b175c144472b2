// The worker's use case: rechecks whose time has come bring their case to the top, with words, until somebody looked. On
// a case that ended meanwhile there is nothing left to look at.

import { changeAttention, lockCase, record } from '@/lib/cases/decide-store';
import { isOpenState } from '@/lib/cases/types';
import { listDueRechecks, lockStep, settleStep, type RunStep } from '@/lib/containment/playbook-store';
import { sql } from '@/lib/db/sql';

/** Returns how many became due. */
export async function recheckPlaybooks(now: Date = new Date()): Promise<number> {
  let due = 0;
  for (const step of await listDueRechecks(sql(), now)) if (await settle(step, now)) due += 1;
  return due;
}

async function settle(found: RunStep, now: Date): Promise<boolean> {
  return sql().begin(async (tx): Promise<boolean> => {
    const held = await lockCase(tx, found.caseId);
    const step = await lockStep(tx, found);
    if (held === null || step?.state !== 'waiting') return false;
    const isOpen = isOpenState(held.state);
    const code = isOpen ? null : 'case-ended';
    await settleStep(tx, step, { state: isOpen ? 'due' : 'called-off', code, isDone: !isOpen }, now);
    await changeAttention(tx, held.id);
    const { runId, de, en } = step;
    const action = isOpen ? 'recheck-due' : 'recheck-called-off';
    await record(
      tx,
      held,
      null,
      { kind: 'playbook', detail: { action, runId, de, en, code, note: null } },
      now,
    );
    return isOpen;
  }) as Promise<boolean>;
}
