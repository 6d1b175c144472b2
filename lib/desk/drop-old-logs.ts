// Use case: the mail log is kept for MAIL_LOG_DAYS days and no longer (traffic data, § 9 TDDDG). What a case needs is
// copied into the case before. The hours that senders are compared with are sums and live on for the policy's days of
// habit; the networks in them go with the log.

import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { dropDaysBefore } from '@/lib/maillog/store';
import { dropHours } from '@/lib/scoring/signals/hour-store';
import { deskContext } from './desk-context';

const DAY = 86_400_000;
/** The job runs every hour; networks that it missed for longer go with their hours. */
const CLEAR_DAYS = 4;

/** Drops the days that have ended `keptDays` days ago or earlier. Returns how many there were. */
export async function dropOldLogs(
  now = Date.now(),
  keptDays = env().MAIL_LOG_DAYS,
): Promise<{ droppedDays: number }> {
  const { historyDays, windowHours } = (await deskContext()).policy.logSignals;
  const day = new Date(now - keptDays * DAY).toISOString().slice(0, 10);
  const dayBegin = new Date(`${day}T00:00:00Z`);
  const habitBegin = new Date(now - (historyDays + 1) * DAY - windowHours * 3_600_000);
  return sql().begin(async (tx) => {
    const droppedDays = await dropDaysBefore(tx, day);
    const clearFrom = new Date(dayBegin.getTime() - CLEAR_DAYS * DAY);
    await dropHours(tx, habitBegin, { from: clearFrom, before: dayBegin });
    return { droppedDays };
  });
}
