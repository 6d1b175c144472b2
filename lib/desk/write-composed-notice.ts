// A composed notice goes into the outbox as it was composed, or, where nobody can be written to, the team gets the task
// to call. For a person who releases it now, and for a playbook whose measures are confirmed.

import type { LockedCase } from '@/lib/cases/decide-store';
import type { Tx } from '@/lib/db/sql';
import { phoneOf } from '@/lib/notices/choose-contact';
import { loadMeasureFacts, nextStep } from '@/lib/notices/fact-queries';
import { raiseTasks } from '@/lib/tasks/store';
import type { ComposedNotice } from './compose-notice';
import type { ResellerCopy } from './compose-reseller-copy';
import { writeNotice } from './write-notice';

/** Whether the one fact that a worker changes while somebody reads is still as it was composed. */
export async function isStillTrue(tx: Tx, { found, facts, inForce }: ComposedNotice): Promise<boolean> {
  const measures = await loadMeasureFacts(tx, found);
  return JSON.stringify(measures.told) === JSON.stringify(facts.measures) && measures.inForce === inForce;
}

/** The notice's id; `call` where a task was raised instead, null where the case has one of this step already. */
export async function writeComposedNotice(
  tx: Tx,
  held: LockedCase,
  composed: ComposedNotice,
  userId: number,
  now: Date,
): Promise<number | 'call' | null> {
  if (composed.contact === null) {
    await raiseTasks(tx, [callTask(composed)]);
    return 'call';
  }
  const { kind, voice } = composed.request;
  const noticeId = await writeNotice(
    tx,
    held,
    {
      kind,
      action: kind,
      step: await nextStep(tx, held.id, kind),
      templateId: composed.templateId,
      to: composed.contact.address,
      voice,
      subject: composed.subject,
      body: composed.body,
      html: composed.html,
      releasedById: userId,
    },
    now,
  );
  if (noticeId !== null && composed.copy !== null)
    await writeCopy(tx, held, composed.copy, { noticeId, userId }, now);
  return noticeId;
}

/** A row of its own beside the notice's: it leaves with it, and is taken back with it. */
async function writeCopy(
  tx: Tx,
  held: LockedCase,
  { to, name: _name, ...text }: ResellerCopy,
  { noticeId, userId }: { noticeId: number; userId: number },
  now: Date,
): Promise<void> {
  if (to === null) return;
  const kind = 'reseller-copy';
  const step = await nextStep(tx, held.id, kind);
  const row = { ...text, to, kind, action: kind, step, releasedById: userId, copyOfId: noticeId };
  if ((await writeNotice(tx, held, row, now)) === null)
    throw new Error(`case ${held.id} has a copy of step ${step} already, although it is locked`);
}

/** Nobody can be written to: somebody has to call. One open task per case. */
export function callTask({ found, card }: Pick<ComposedNotice, 'found' | 'card'>) {
  return {
    kind: 'call-customer' as const,
    key: `call-customer:${found.id}`,
    audience: 'all' as const,
    detail: { case: found.number, accounts: [found.account.login], phone: phoneOf(card) },
    feedbackLoopId: null,
    rawMessageId: null,
  };
}
