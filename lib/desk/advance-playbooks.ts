// The worker's use case: notices of playbooks that waited for their measures. The text is made now, of what is confirmed
// now; notice and step are one commit, so that it is written once whoever dies when. What takes too long, or is no longer
// as it was chosen, goes to a person, never to the customer.

import { changeAttention, lockCase, raiseVersion, record, type LockedCase } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import { isOpenState } from '@/lib/cases/types';
import { noticeVerdict } from '@/lib/containment/playbook';
import type { HandOverCode } from '@/lib/containment/playbook-rows';
import {
  listWaitingNotices,
  loadAwaited,
  lockStep,
  settleStep,
  type RunStep,
} from '@/lib/containment/playbook-store';
import { sql, type Tx } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { asksCustomer, type NoticeKind } from '@/lib/notices/types';
import { raiseTasks } from '@/lib/tasks/store';
import { composeNotice, type ComposedNotice } from './compose-notice';
import { noticeAddresses } from './notice-settings';
import { isStillTrue, writeComposedNotice } from './write-composed-notice';

/** Goes through what waits and returns how many of them it settled. */
export async function advancePlaybooks(now: () => Date = () => new Date()): Promise<number> {
  let settled = 0;
  for (const step of await listWaitingNotices(sql())) {
    try {
      if (await advance(step, now())) settled += 1;
    } catch (error) {
      // One that cannot be composed must not keep the others waiting; its own time runs out before a person.
      log('playbooks').error(
        { err: error, runId: step.runId },
        'the notice of a playbook could not be written',
      );
      if (await giveUp(step, now())) settled += 1;
    }
  }
  return settled;
}

async function advance(step: RunStep, now: Date): Promise<boolean> {
  const verdict = noticeVerdict(await loadAwaited(sql(), step.runId), step.startedAt, now);
  if (verdict === 'wait') return false;
  const composed = verdict === 'write' ? await compose(step, now) : null;
  return sql().begin((tx) => settle(tx, step, composed, now)) as Promise<boolean>;
}

/** As chosen when the playbook was set going; the facts of measures are those of now. */
async function compose({ caseId, detail }: RunStep, now: Date): Promise<ComposedNotice | null> {
  if (detail.kind !== 'notice' || detail.chosen === undefined || noticeAddresses() === null) return null;
  const { voice, to, upTo } = detail.chosen;
  return composeNotice(sql(), { caseId, kind: detail.notice, voice, to, upTo, remark: null }, now);
}

/** False: it is settled already, or something changed since it was composed; the next round sees. */
async function settle(tx: Tx, found: RunStep, composed: ComposedNotice | null, now: Date): Promise<boolean> {
  const held = await lockCase(tx, found.caseId);
  const step = await lockStep(tx, found);
  if (held === null || step?.state !== 'waiting' || step.detail.kind !== 'notice') return false;
  if (!isOpenState(held.state)) return callOff(tx, held, step, 'case-ended', now);
  const verdict = noticeVerdict(await loadAwaited(tx, step.runId), step.startedAt, now);
  if (verdict === 'wait') return false;
  if (verdict === 'call-off') return callOff(tx, held, step, 'measures-lifted', now);
  if (verdict === 'hand-over') return handOver(tx, held, step, 'not-confirmed', now);
  if (noticeAddresses() === null) return handOver(tx, held, step, 'not-configured', now);
  if (composed === null || !(await isStillTrue(tx, composed))) return false;
  if (!isStillAllowed(held, step.detail.notice)) return handOver(tx, held, step, 'case-moved', now);
  if ((composed.contact?.address ?? null) !== (step.detail.chosen?.to ?? null))
    return handOver(tx, held, step, 'contact-changed', now);
  const written = await writeComposedNotice(tx, held, composed, step.startedById, now);
  if (written === null) return handOver(tx, held, step, 'already-written', now);
  const noticeId = written === 'call' ? null : written;
  await settleStep(tx, step, { state: written === 'call' ? 'call' : 'written', noticeId, isDone: true }, now);
  await raiseVersion(tx, held.id);
  return true;
}

function isStillAllowed({ state }: LockedCase, kind: NoticeKind): boolean {
  return !asksCustomer(kind) || transition(state, 'notify').ok;
}

/** Nobody has to be told any more; said in the history, no task. */
async function callOff(
  tx: Tx,
  held: LockedCase,
  step: RunStep,
  code: 'measures-lifted' | 'case-ended',
  now: Date,
): Promise<true> {
  await settleStep(tx, step, { state: 'called-off', code, isDone: true }, now);
  await note(tx, held, step, 'notice-called-off', code, now);
  return true;
}

async function handOver(
  tx: Tx,
  held: LockedCase,
  step: RunStep,
  code: HandOverCode | 'failed',
  now: Date,
): Promise<true> {
  await settleStep(tx, step, { state: 'handed-over', code, isDone: false }, now);
  await raiseTasks(tx, [
    {
      kind: 'playbook-notice',
      key: playbookTaskKey(held.id),
      audience: 'all',
      detail: { case: held.number },
      feedbackLoopId: null,
      rawMessageId: null,
    },
  ]);
  await changeAttention(tx, held.id);
  await note(tx, held, step, 'notice-handed-over', code, now);
  return true;
}

/** After an error that nobody expected: once its time is over, a person takes over. */
async function giveUp(found: RunStep, now: Date): Promise<boolean> {
  return sql().begin(async (tx): Promise<boolean> => {
    const held = await lockCase(tx, found.caseId);
    const step = await lockStep(tx, found);
    if (held === null || step?.state !== 'waiting' || step.dueAt === null || step.dueAt > now) return false;
    return handOver(tx, held, step, 'failed', now);
  }) as Promise<boolean>;
}

/** One open task per case: somebody has to see to what a playbook could not tell the customer. */
export function playbookTaskKey(caseId: number): string {
  return `playbook-notice:${caseId}`;
}

function note(
  tx: Tx,
  held: LockedCase,
  { runId, de, en }: RunStep,
  action: 'notice-handed-over' | 'notice-called-off',
  code: string,
  now: Date,
): Promise<void> {
  return record(
    tx,
    held,
    null,
    { kind: 'playbook', detail: { action, runId, de, en, code, note: null } },
    now,
  );
}
