// A person stops the reminders of one case, lets them go on, or takes the case up that the schedule handed over. It decides
// nothing about the case, so it needs no version and raises none.

import { changeAttention, lockCase, record } from '@/lib/cases/decide-store';
import { isOpenState } from '@/lib/cases/types';
import { sql } from '@/lib/db/sql';
import {
  endFollowUpTasks,
  followUpTasks,
  markEscalationSeen,
  stopReminders,
} from '@/lib/notices/schedule-store';
import { done, refused, type Outcome } from './outcome';

export const reminderChanges = ['stopped', 'resumed', 'taken-up'] as const;
export type ReminderChange = (typeof reminderChanges)[number];

/** Expected errors come back as values; what already stands so is no error and no news. */
export function changeReminders(
  input: { caseId: number; userId: number; change: ReminderChange },
  now = new Date(),
): Promise<Outcome<null, 'not-found' | 'case-not-allowed'>> {
  return sql().begin(async (tx): Promise<Outcome<null, 'not-found' | 'case-not-allowed'>> => {
    const held = await lockCase(tx, input.caseId);
    if (held === null) return refused('not-found');
    const { id, state } = held;
    if (!isOpenState(state)) return refused('case-not-allowed', { values: { state } });
    const { change, userId } = input;
    const isNews =
      change === 'taken-up'
        ? await markEscalationSeen(tx, id, userId, now)
        : await stopReminders(tx, id, change === 'stopped' ? { userId, at: now } : null);
    if (!isNews) return done(null);
    if (change === 'taken-up') {
      await endFollowUpTasks(tx, [followUpTasks.escalation(id)], userId, now);
      await changeAttention(tx, id);
    }
    await record(tx, held, userId, { kind: 'follow-up', detail: { action: change } }, now);
    return done(null);
  }) as Promise<Outcome<null, 'not-found' | 'case-not-allowed'>>;
}
