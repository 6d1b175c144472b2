// One reminder by the schedule: the same voice and address as the notice that nobody answered, composed anew from what
// is true now. No person releases it, and the mail says so (Auto-Submitted, RFC 3834). Where the desk is not to send by
// itself a task proposes it.

import { record, type LockedCase } from '@/lib/cases/decide-store';
import { sql, type Tx } from '@/lib/db/sql';
import { findNotice } from '@/lib/notices/queries';
import { loadFollowUps } from '@/lib/notices/schedule-queries';
import { followUpTasks, takeFollowUp, type NewFollowUp } from '@/lib/notices/schedule-store';
import { loadNoticeCase } from '@/lib/notices/fact-queries';
import { raiseTasks } from '@/lib/tasks/store';
import { composeNotice, type ComposedNotice } from './compose-notice';
import { escalateCase } from './escalate-case';
import { isStillTrue } from './write-composed-notice';
import { writeNotice } from './write-notice';

export type FollowUpStep = Omit<NewFollowUp, 'kind'>;

/** The reminder as it would go out; null where the case has nothing to remind of. */
export async function composeReminder(caseId: number, now: Date): Promise<ComposedNotice | null> {
  const [facts] = await loadFollowUps(sql(), caseId);
  const notice =
    facts === undefined || facts.notice === null ? null : await findNotice(sql(), facts.notice.id);
  if (notice === null) return null;
  const { voice, to, kind: about } = notice;
  return composeNotice(sql(), { caseId, kind: 'reminder', voice, to, remark: null, upTo: null, about }, now);
}

/** `composed` null: a task proposes it. False where nothing was written, because of what changed meanwhile. */
export async function writeReminder(
  tx: Tx,
  held: LockedCase,
  step: FollowUpStep,
  composed: ComposedNotice | null,
  now: Date,
): Promise<boolean> {
  if (composed === null) return propose(tx, held, step, now);
  // Nobody can be written to any more: a person has to call.
  if (composed.contact === null) return escalateCase(tx, held, { ...step, step: 0 }, now);
  if (!(await isStillTrue(tx, composed))) return false;
  if (!(await takeFollowUp(tx, { ...step, kind: 'reminded' }, now))) return false;
  const { subject, body, html, templateId, contact, request } = composed;
  const written = await writeNotice(
    tx,
    held,
    {
      kind: 'reminder',
      action: `reminder-${step.noticeId}-${step.step}`,
      step: 0,
      templateId,
      to: contact.address,
      voice: request.voice,
      subject,
      body,
      html,
      releasedById: null,
    },
    now,
  );
  return written !== null;
}

async function propose(tx: Tx, held: LockedCase, step: FollowUpStep, now: Date): Promise<boolean> {
  if (!(await takeFollowUp(tx, { ...step, kind: 'proposed' }, now))) return false;
  const found = await loadNoticeCase(tx, held.id);
  await raiseTasks(tx, [
    {
      kind: 'reminder-due',
      key: followUpTasks.reminder(held.id),
      audience: 'all',
      detail: { case: held.number, accounts: found === null ? [] : [found.account.login] },
      feedbackLoopId: null,
      rawMessageId: null,
    },
  ]);
  await record(tx, held, null, { kind: 'follow-up', detail: { action: 'proposed' } }, now);
  return true;
}
