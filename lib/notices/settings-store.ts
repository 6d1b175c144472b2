// Writes of what administrators set about notices beside their texts, each with its audit entry.

import type { Tx } from '@/lib/db/sql';
import type { NoticeSchedule } from './schedule';
import { settingKeys, type CustomerPageSettings } from './schedule-settings';

export type SettingChange =
  | { kind: 'schedule'; value: NoticeSchedule }
  | { kind: 'page'; value: CustomerPageSettings }
  | { kind: 'resellerCopy'; value: boolean };

/** Writes one of them with its audit entry. */
export async function saveSetting(tx: Tx, { kind, value }: SettingChange, userId: number): Promise<void> {
  const key = settingKeys[kind];
  const [before] = await tx<{ value: unknown }[]>`SELECT value FROM setting WHERE key = ${key} FOR UPDATE`;
  await tx`
    INSERT INTO setting (key, value, updated_at) VALUES (${key}, ${tx.json(value as never)}, now())
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`;
  const detail = { from: before?.value ?? null, to: value };
  await tx`SELECT append_audit(${userId}, ${`${key}-changed`}, ${`setting:${key}`}, ${tx.json(detail as never)})`;
}
