// What administrators set about notices beside their texts, as kept in `setting`: the schedule of reminders, the page for
// customers, copies to resellers. A stored value that is no longer understood counts as the default.

import { z } from 'zod';
import type { Sql, Tx } from '@/lib/db/sql';
import { stageCodes, type StageCode } from '@/lib/scoring/stages';
import { defaultSchedule, type NoticeSchedule, type StageSchedule } from './schedule';

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

const customerPage = z.object({ isEnabled: z.boolean(), origin: z.string() });

const keys = {
  schedule: 'notice-schedule',
  page: 'customer-page',
  resellerCopy: 'reseller-copy',
} as const;

async function load<T>(db: Sql | Tx, key: string, schema: z.ZodType<T>, otherwise: T): Promise<T> {
  const [row] = await db<{ value: unknown }[]>`SELECT value FROM setting WHERE key = ${key}`;
  const read = schema.safeParse(row?.value);
  return read.success ? read.data : otherwise;
}

export function loadSchedule(db: Sql | Tx): Promise<NoticeSchedule> {
  return load(db, keys.schedule, noticeSchedule, defaultSchedule);
}

export function loadCustomerPage(db: Sql | Tx): Promise<CustomerPageSettings> {
  return load(db, keys.page, customerPage, { isEnabled: false, origin: '' });
}

/** Whether resellers of whom nothing else is said get copies. */
export function loadResellerCopy(db: Sql | Tx): Promise<boolean> {
  return load(db, keys.resellerCopy, z.boolean(), false);
}

export type SettingChange =
  | { kind: 'schedule'; value: NoticeSchedule }
  | { kind: 'page'; value: CustomerPageSettings }
  | { kind: 'resellerCopy'; value: boolean };

/** Writes one of them with its audit entry. */
export async function saveSetting(tx: Tx, { kind, value }: SettingChange, userId: number): Promise<void> {
  const key = keys[kind];
  const [before] = await tx<{ value: unknown }[]>`SELECT value FROM setting WHERE key = ${key} FOR UPDATE`;
  await tx`
    INSERT INTO setting (key, value, updated_at) VALUES (${key}, ${tx.json(value as never)}, now())
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`;
  const detail = { from: before?.value ?? null, to: value };
  await tx`SELECT append_audit(${userId}, ${`${key}-changed`}, ${`setting:${key}`}, ${tx.json(detail as never)})`;
}
