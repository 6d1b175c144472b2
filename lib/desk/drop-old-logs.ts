// Use case: the mail log is kept for MAIL_LOG_DAYS days and no longer (traffic data, § 9 TDDDG). What a case needs is
// copied into the case before.

import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { dropDaysBefore } from '@/lib/maillog/store';

/** Drops the days that have ended `keptDays` days ago or earlier. Returns how many there were. */
export function dropOldLogs(
  now = Date.now(),
  keptDays = env().MAIL_LOG_DAYS,
): Promise<{ droppedDays: number }> {
  const day = new Date(now - keptDays * 86_400_000).toISOString().slice(0, 10);
  return sql().begin(async (tx) => ({ droppedDays: await dropDaysBefore(tx, day) }));
}
