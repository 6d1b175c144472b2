// What administrators set about notices beside their texts, as kept in `setting`. A stored value that is no longer
// understood counts as the default.

import { z } from 'zod';
import type { Sql, Tx } from '@/lib/db/sql';
import { defaultSchedule, type NoticeSchedule } from './schedule';
import { customerPage, noticeSchedule, settingKeys, type CustomerPageSettings } from './schedule-settings';

async function load<T>(db: Sql | Tx, key: string, schema: z.ZodType<T>, otherwise: T): Promise<T> {
  const [row] = await db<{ value: unknown }[]>`SELECT value FROM setting WHERE key = ${key}`;
  const read = schema.safeParse(row?.value);
  return read.success ? read.data : otherwise;
}

export function loadSchedule(db: Sql | Tx): Promise<NoticeSchedule> {
  return load(db, settingKeys.schedule, noticeSchedule, defaultSchedule);
}

export function loadCustomerPage(db: Sql | Tx): Promise<CustomerPageSettings> {
  return load(db, settingKeys.page, customerPage, { isEnabled: false, origin: '' });
}

/** Whether resellers of whom nothing else is said get copies. */
export function loadResellerCopy(db: Sql | Tx): Promise<boolean> {
  return load(db, settingKeys.resellerCopy, z.boolean(), false);
}
