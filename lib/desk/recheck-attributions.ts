// Complaints whose mail log had not arrived when they came are read again: as soon as the log of the server they name
// has reached the time of their mail, at the latest when the wait is over; and when lines came late for that time, as an
// import or a log that lags behind brings them. Reading again moves scores and cases both ways.

import { awaitLateLines, listDueWaits } from '@/lib/attribution/store';
import { sql } from '@/lib/db/sql';
import { markForReplay } from '@/lib/intake/replay-store';
import { takeLateLines } from '@/lib/maillog/span-store';
import { deskContext, forgetDeskContext } from './desk-context';

/** Puts the mails that are due back to waiting and returns how many. Mails that wait already are left as they are. */
export async function recheckAttributions(now: () => Date = () => new Date()): Promise<number> {
  forgetDeskContext();
  const { mailLog } = await deskContext();
  return sql().begin(async (tx) => {
    const late = await takeLateLines(tx);
    if (late.length > 0) await awaitLateLines(tx, late, now());
    const ids = await listDueWaits(tx, mailLog?.coverage ?? [], now());
    return ids.length === 0 ? 0 : markForReplay(tx, { ids });
  }) as Promise<number>;
}
