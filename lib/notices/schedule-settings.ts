// What administrators set about notices beside their texts: the shape of the schedule and of the customers' page. Pure.

import { z } from 'zod';
import { stageCodes, type StageCode } from '@/lib/scoring/stages';
import type { NoticeSchedule, StageSchedule } from './schedule';

/** More reminders than this are no reminders. */
export const mostReminders = 4;
export const mostDays = 60;
export const mostQuietDays = 60;

const days = z.number().int().min(1).max(mostDays);
const stage = z
  .object({ reminders: z.array(days).max(mostReminders), escalation: days.nullable() })
  .refine(
    ({ reminders }) => reminders.every((day, i) => i === 0 || day > (reminders[i - 1] ?? 0)),
    'not-ascending',
  )
  .refine(
    ({ reminders, escalation }) => escalation === null || escalation > (reminders.at(-1) ?? 0),
    'escalation-too-early',
  );
const hour = z.number().int().min(0).max(24);

/** One stage's days; its issue messages are codes. */
export const stageSchedule: z.ZodType<StageSchedule> = stage;

export const noticeSchedule: z.ZodType<NoticeSchedule> = z.object({
  mode: z.enum(['send', 'propose']),
  stages: z.object(
    Object.fromEntries(stageCodes.map((code) => [code, stage])) as Record<StageCode, typeof stage>,
  ),
  quiet: z
    .object({
      opens: hour,
      closes: hour,
      weekends: z.boolean(),
      holidays: z.boolean(),
      days: z.array(z.iso.date()).max(mostQuietDays),
    })
    .refine(({ opens, closes }) => opens < closes, 'never-open'),
});

export interface CustomerPageSettings {
  isEnabled: boolean;
  /** Where customers reach it; '' for the desk's own address. Without a path. */
  origin: string;
}

export const customerPage: z.ZodType<CustomerPageSettings> = z.object({
  isEnabled: z.boolean(),
  origin: z.string(),
});

/** Where they are kept in `setting`. */
export const settingKeys = {
  schedule: 'notice-schedule',
  page: 'customer-page',
  resellerCopy: 'reseller-copy',
} as const;
