// A mail log that is read when its days were counted for good, as one that is imported later: the days are counted anew, so
// that the coverage ranks the gaps by what the log says now.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { LogClock } from '@/lib/maillog/clock';
import { TransactionJoiner } from '@/lib/maillog/joiner';
import { PostfixReader } from '@/lib/maillog/read-postfix';
import { ensurePartitions, writeBatch } from '@/lib/maillog/store';
import { countRecipients } from './count-recipients';
import { readCoverage } from './read-coverage';
import { prepareDesk } from './testing/desk';

const DAY = 86_400_000;
const now = new Date();
const day = (back: number) => new Date(now.getTime() - back * DAY).toISOString().slice(0, 10);
let db: TestDatabase;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, []);
});
afterEach(() => db.drop());

/** One mail to `domain`, sent so many days ago, as the log of a server that is read now says. */
async function readLate(id: string, back: number, domain: string): Promise<void> {
  const line = (text: string) => `${day(back)}T10:00:00+00:00 mail1 postfix/${text}\n`;
  const text =
    line(`smtpd[1]: ${id}: client=unknown[198.51.100.9], sasl_method=PLAIN, sasl_username=anna@example.com`) +
    line(`qmgr[2]: ${id}: from=<anna@example.com>, size=400, nrcpt=1 (queue active)`) +
    line(
      `smtp[3]: ${id}: to=<eva@${domain}>, relay=mx.${domain}[203.0.113.7]:25, delay=1, dsn=2.0.0, status=sent (250 ok)`,
    ) +
    line(`qmgr[2]: ${id}: removed`);
  const clock = new LogClock('UTC', now.getTime());
  const joiner = new TransactionJoiner(new PostfixReader(clock, { host: null, syslogName: 'postfix' }));
  joiner.feed(Buffer.from(text));
  const batch = joiner.take();
  const kept = { from: now.getTime() - 30 * DAY, to: now.getTime() + DAY };
  await ensurePartitions(db.sql, batch, kept);
  await db.sql.begin((tx) => writeBatch(tx, batch, kept, null));
}
const traffic = async () => (await readCoverage(null, now)).traffic;
const noted = async () => (await db.sql`SELECT DISTINCT day FROM mail_day_change`).length;

it('has its days counted once more, and no day that nobody has counted for good', async () => {
  await readLate('4QaaaA', 10, 'yahoo.com');
  await readLate('4QaaaB', 1, 'yahoo.com');
  expect(await countRecipients(now, 14)).toEqual({ days: 2 });
  expect(await traffic()).toEqual({ days: 2, delivered: 2, domains: expect.anything() });
  await readLate('4QaaaC', 10, 'outlook.com');
  await readLate('4QaaaD', 1, 'outlook.com');
  expect(await noted()).toBe(1);
  expect(await countRecipients(now, 14)).toEqual({ days: 1 });
  expect(await traffic()).toMatchObject({ days: 2, delivered: 3 });
  expect(await noted()).toBe(0);
  expect(await countRecipients(now, 14)).toEqual({ days: 0 });
});

it('that is older than what is kept is not counted', async () => {
  await readLate('4QaaaE', 20, 'yahoo.com');
  expect(await countRecipients(now, 14)).toEqual({ days: 0 });
});
