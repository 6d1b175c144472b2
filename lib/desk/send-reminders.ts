// The desk follows up where a customer does not answer: a reminder by the schedule, or the task to write one; after the
// last day it is a person's turn. Each step is taken once by its row, in the transaction of what it causes, so that two
// workers or a crash do no harm. While mail may lie unread in which the customer answered, nothing is sent.

import { lockCase } from '@/lib/cases/decide-store';
import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { nextFollowUp, type NextStep, type NoticeSchedule } from '@/lib/notices/schedule';
import { loadFollowUps, mayHaveUnread } from '@/lib/notices/schedule-queries';
import { loadSchedule } from '@/lib/notices/settings-queries';
import { endPointlessFollowUps } from './end-pointless-follow-ups';
import { escalateCase } from './escalate-case';
import { noticeAddresses } from './notice-settings';
import { composeReminder, writeReminder } from './write-reminder';

export type DueStep = Extract<NextStep, { at: Date }>;

/** Takes every step that is due and returns how many. A case that fails does not keep the others: it is tried again. */
export async function sendReminders(now: () => Date = () => new Date()): Promise<number> {
  await endPointlessFollowUps(now());
  const schedule = await loadSchedule(sql());
  const isHeld = await mayHaveUnread(sql(), now());
  let taken = 0;
  for (const facts of await loadFollowUps(sql(), null)) {
    const next = nextFollowUp(facts, schedule, env().DEFAULT_TIME_ZONE, now());
    if (next.kind === 'none' || next.at > now() || (isHeld && next.kind === 'reminder')) continue;
    try {
      if (await takeStep(facts.caseId, next, schedule, now)) taken += 1;
    } catch (error) {
      log('send-reminders').error(
        { err: error, caseId: facts.caseId },
        'a follow-up failed; it is tried again',
      );
    }
  }
  return taken;
}

async function takeStep(
  caseId: number,
  seen: DueStep,
  schedule: NoticeSchedule,
  now: () => Date,
): Promise<boolean> {
  const sends = seen.kind === 'reminder' && schedule.mode === 'send' && noticeAddresses() !== null;
  // Composed before the case is locked: that reads mails.
  const composed = sends ? await composeReminder(caseId, now()) : null;
  return sql().begin(async (tx): Promise<boolean> => {
    const held = await lockCase(tx, caseId);
    const [facts] = await loadFollowUps(tx, caseId);
    if (held === null || facts === undefined || facts.notice === null) return false;
    // Somebody may have answered, written or released since the list was read.
    const next = nextFollowUp(facts, schedule, env().DEFAULT_TIME_ZONE, now());
    if (next.kind !== seen.kind || next.step !== seen.step || next.at > now()) return false;
    const step = { noticeId: facts.notice.id, step: next.step, caseId };
    if (next.kind === 'escalation') return escalateCase(tx, held, step, now());
    return writeReminder(tx, held, step, composed, now());
  }) as Promise<boolean>;
}
