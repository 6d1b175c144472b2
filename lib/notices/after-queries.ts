// What the screen "After the notice" reads.

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
