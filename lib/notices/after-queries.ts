// What the screen "After the notice" reads, and the case of a customer who does not answer.

import { sql } from '@/lib/db/sql';
import { listResellerExceptions, type ResellerException } from './reseller-queries';
import type { NoticeSchedule } from './schedule';
import type { CustomerPageSettings } from './schedule-settings';
import { loadCustomerPage, loadResellerCopy, loadSchedule } from './settings-queries';

export interface AfterSettings {
  schedule: NoticeSchedule;
  page: CustomerPageSettings;
  resellerCopy: boolean;
  exceptions: ResellerException[];
}

export async function getAfterSettings(): Promise<AfterSettings> {
  const [schedule, page, resellerCopy, exceptions] = await Promise.all([
    loadSchedule(sql()),
    loadCustomerPage(sql()),
    loadResellerCopy(sql()),
    listResellerExceptions(),
  ]);
  return { schedule, page, resellerCopy, exceptions };
}

/** Whether the case was handed to a person and nobody took it up. */
export async function isCaseEscalated(caseId: number): Promise<boolean> {
  const [row] = await sql()<{ is: boolean }[]>`
    SELECT EXISTS (SELECT FROM follow_up WHERE case_id = ${caseId} AND step = 0 AND seen_at IS NULL) AS "is"`;
  return row?.is ?? false;
}
