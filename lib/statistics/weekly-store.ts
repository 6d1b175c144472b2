// Who is to get the weekly report.

import type { Sql, Tx } from '@/lib/db/sql';

export interface WeeklyReader {
  id: number;
  name: string;
  locale: string | null;
  to: string;
}

export const weeklyKey = (userId: number, week: string): string => `weekly-report:${userId}:${week}`;

/** Those who want it, see statistics, and have none of this week yet. */
export function listWeeklyReaders(db: Sql | Tx, week: string): Promise<WeeklyReader[]> {
  return db<WeeklyReader[]>`
    SELECT u.id, u.name, u.locale, u.weekly_report_to AS "to" FROM app_user u
    WHERE u.weekly_report_to IS NOT NULL AND u.disabled_at IS NULL AND u.role <> 'support'
      AND NOT EXISTS (SELECT FROM outgoing_mail o WHERE o.key = 'weekly-report:' || u.id || ':' || ${week}::text)
    ORDER BY u.id`;
}
