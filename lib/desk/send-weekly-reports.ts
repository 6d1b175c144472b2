// Use case: on Monday morning those who want it get the figures of the week before, in their language. One mail a person and
// week, however often and by how many workers this runs: the outbox takes a key once.

import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { chooseLocale } from '@/lib/i18n/locales';
import type { Statistics } from '@/lib/statistics/types';
import { dueWeek } from '@/lib/statistics/week';
import { weeklyMail } from '@/lib/statistics/weekly-mail';
import { listWeeklyReaders, weeklyKey, type WeeklyReader } from '@/lib/statistics/weekly-store';
import { noticeAddresses } from './notice-settings';
import { readStatistics } from './read-statistics';
import { writeMail } from './write-mail';

/** Queues what is due and returns how many mails that are; none where no sending is configured. */
export async function sendWeeklyReports(now = new Date()): Promise<number> {
  const due = dueWeek(now, env().DEFAULT_TIME_ZONE);
  if (due === null || noticeAddresses() === null) return 0;
  const readers = await listWeeklyReaders(sql(), due.week);
  if (readers.length === 0) return 0;
  const statistics = await readStatistics(due.period, now, []);
  let queued = 0;
  for (const reader of readers) if (await queue(reader, due.week, statistics, now)) queued += 1;
  return queued;
}

async function queue(
  reader: WeeklyReader,
  week: string,
  statistics: Statistics,
  now: Date,
): Promise<boolean> {
  const { from, to } = statistics.period;
  const link = `${env().PUBLIC_URL}/statistics?from=${from}&to=${to}`;
  const locale = chooseLocale(reader.locale, undefined, null);
  const mail = weeklyMail({ week, name: reader.name, link, locale }, statistics);
  const id = (await sql().begin((tx) =>
    writeMail(tx, { purpose: 'weekly-report', key: weeklyKey(reader.id, week), to: reader.to, ...mail }, now),
  )) as number | null;
  return id !== null;
}
