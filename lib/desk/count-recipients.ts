// Use case: where our mail goes is counted from the mail log, a day at a time when it is over: what the coverage of the
// feedback loops is judged by. Only our own tables are counted; a log cluster is asked about single mails alone.

import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { countDay, listDaysToCount } from '@/lib/feedback-loops/recipient-store';
import { deskContext } from './desk-context';

/** Counts the days that are due, the latest first. Returns how many had mail. */
export async function countRecipients(
  now = new Date(),
  keptDays = env().MAIL_LOG_DAYS,
): Promise<{ days: number }> {
  const { hostedDomains } = (await deskContext()).network;
  const all = [...hostedDomains];
  const own = {
    names: all.filter((name) => !name.startsWith('.')),
    endings: all.filter((name) => name.startsWith('.')),
  };
  let days = 0;
  for (const day of await listDaysToCount(sql(), now, keptDays)) {
    const delivered = (await sql().begin((tx) => countDay(tx, day, own, now))) as number;
    if (delivered > 0) days += 1;
  }
  return { days };
}
