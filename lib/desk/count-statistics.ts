// Use case: the counters of the statistics are brought up to date: reports by day, figures of the cases that moved, mails
// delivered. A page reads what is kept and counts nothing.

import { sql } from '@/lib/db/sql';
import {
  casesOfEvents,
  countDelivered,
  countReports,
  forgetAccountDays,
  noteSeen,
  STEP,
  writeCaseFigures,
} from '@/lib/statistics/store';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Deliveries of these days are summed anew each hour; once a day those of all days that the mail log may still add to. */
const RECENT_DAYS = 1;
const ALL_DAYS = 400;
/** What was counted by account goes after so many days; the other sums stay. */
const ACCOUNT_DAYS = 400;

/** Counts what came since the last run. Returns how many cases were looked at. */
export async function countStatistics(now = new Date(), step = STEP): Promise<number> {
  let looked = 0;
  for (;;) {
    const { cases, isDone } = (await sql().begin(async (tx) => {
      const reports = await countReports(tx, step);
      const events = await casesOfEvents(tx, step);
      const cases = [...new Set([...reports.cases, ...events.cases])];
      await writeCaseFigures(tx, cases);
      const isDone = reports.isDone && events.isDone;
      if (isDone) await noteSeen(tx);
      return { cases: cases.length, isDone };
    })) as { cases: number; isDone: boolean };
    looked += cases;
    if (isDone) break;
  }
  await deliveries(now);
  return looked;
}

async function deliveries(now: Date): Promise<void> {
  const [state] = await sql()<{ at: Date | null }[]>`SELECT delivered_at AS at FROM statistic_state`;
  const last = state?.at ?? null;
  if (last !== null && now.getTime() - last.getTime() < HOUR) return;
  const isNewDay = last === null || last.toISOString().slice(0, 10) !== now.toISOString().slice(0, 10);
  const back = isNewDay ? ALL_DAYS : RECENT_DAYS;
  await sql().begin(async (tx) => {
    await countDelivered(tx, dayBefore(now, back));
    if (isNewDay) await forgetAccountDays(tx, dayBefore(now, ACCOUNT_DAYS));
  });
}

const dayBefore = (now: Date, days: number): string =>
  new Date(now.getTime() - days * DAY).toISOString().slice(0, 10);
