// Use case: an administrator adds or changes a feedback loop. It holds for the next report that is read.

import { appendAudit } from '@/lib/audit/store';
import { prisma, type PrismaTx } from '@/lib/db/prisma';
import { loopVersion, settingsOf } from '@/lib/feedback-loops/queries';
import type { LoopSettings } from '@/lib/feedback-loops/types';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
import { done, refused, refusedField, type Outcome } from './outcome';
import { isUniqueViolation } from './unique-violation';

export interface SaveLoopInput {
  /** Null: a new one. */
  id: number | null;
  /** `version` of the form's read; null for a new one. */
  version: string | null;
  settings: LoopSettings;
}

/** Expected errors: `not-found`, `stale`; field `name`: `name-taken`; field `dkimDomains`: `no-identity`. */
export async function saveFeedbackLoop(
  input: SaveLoopInput,
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  const { settings } = input;
  // Without one, no report could ever be proved to be this loop's: every one would count as forged.
  if (settings.dkimDomains.length + settings.envelopeDomains.length === 0)
    return refusedField('dkimDomains', 'no-identity');
  try {
    const outcome = await (input.id === null ? addLoop(settings, admin) : changeLoop(input.id, input, admin));
    forgetDeskContext();
    return outcome;
  } catch (error) {
    if (isUniqueViolation(error)) return refusedField('name', 'name-taken');
    throw error;
  }
}

function addLoop(settings: LoopSettings, admin: SignedInUser): Promise<Outcome<{ id: number }>> {
  return prisma().$transaction(async (tx) => {
    const { id } = await tx.feedbackLoop.create({ data: settings });
    await appendAudit(tx, {
      userId: admin.id,
      action: 'feedback-loop-added',
      subject: `feedback-loop:${id}`,
      detail: { ...settings },
    });
    return done({ id });
  });
}

function changeLoop(
  id: number,
  { version, settings }: SaveLoopInput,
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  return prisma().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM feedback_loop WHERE id = ${id} FOR UPDATE`;
    const before = await tx.feedbackLoop.findUnique({ where: { id } });
    if (before === null) return refused('not-found');
    const was = settingsOf(before);
    if (loopVersion(was) !== version) return refused('stale');
    const isResumed = settings.active && !was.active;
    if (isResumed) await forgetPause(tx, id);
    const data = isResumed ? { ...settings, watchedSince: new Date() } : settings;
    await tx.feedbackLoop.update({ where: { id }, data });
    await appendAudit(tx, {
      userId: admin.id,
      action: 'feedback-loop-changed',
      subject: `feedback-loop:${id}`,
      detail: { from: was, to: settings },
    });
    return done({ id });
  });
}

/** What came in the days of a pause, or did not, teaches nothing of the loop's rhythm. */
async function forgetPause(tx: PrismaTx, id: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO feedback_loop_outage (feedback_loop_id, from_day, to_day)
    SELECT id, (last_report_at AT TIME ZONE 'UTC')::date + 1, (now() AT TIME ZONE 'UTC')::date
    FROM feedback_loop WHERE id = ${id} AND last_report_at < now() - interval '1 day'
    ON CONFLICT DO NOTHING`;
}
