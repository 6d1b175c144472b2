// Refusals of logins: counted exactly by the hour, with few addresses and lines, and gone with their days.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { LogClock } from '@/lib/maillog/clock';
import { TransactionJoiner } from '@/lib/maillog/joiner';
import { PostfixReader } from '@/lib/maillog/read-postfix';
import { dropDaysBefore, ensurePartitions, writeBatch } from '@/lib/maillog/store';
import { postgresLookup } from './postgres';

let db: TestDatabase;
const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 14, 12);
const kept = { from: START - 24 * HOUR, to: START + 72 * HOUR };
const whole = { from: 0, to: Number.MAX_SAFE_INTEGER };

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(() => db.sql`TRUNCATE mail_refusal, mail_log_span, mail_log_late`);

async function write(text: string): Promise<void> {
  const reader = new PostfixReader(new LogClock('UTC', START + 72 * HOUR), {
    host: null,
    syslogName: 'postfix',
  });
  const joiner = new TransactionJoiner(reader);
  joiner.feed(Buffer.from(text));
  const batch = joiner.take();
  await ensurePartitions(db.sql, batch, kept);
  await db.sql.begin((tx) => writeBatch(tx, batch, kept, { sourceId: 1, runAt: START }));
}
const failed = (at: number, ip: string, user: string | null = 'anna@customer.example'): string =>
  `${new Date(at).toISOString()} mail1 postfix/submission/smtpd[7]: warning: unknown[${ip}]: SASL LOGIN authentication failed: (reason unavailable)${user === null ? '' : `, sasl_username=${user}`}\n`;
const rejected = (at: number): string =>
  `${new Date(at).toISOString()} mail1 postfix/submission/smtpd[7]: NOQUEUE: reject: RCPT from pc[203.0.113.9]: 450 4.7.1 <x@example.net>: Recipient address rejected: too many; from=<anna@customer.example> to=<x@example.net> proto=ESMTP helo=<pc> sasl_username=Anna@customer.example\n`;
const asked = async (...logins: string[]) => postgresLookup(db.sql, 0).refusalsOf(logins, whole);

test('sign-ins that failed are counted by the hour, over batches, with their addresses', async () => {
  await write(
    failed(START, '192.0.2.1') + failed(START + 60_000, '192.0.2.2') + failed(START + HOUR, '192.0.2.3'),
  );
  await write(failed(START + 120_000, '192.0.2.2', 'ANNA@customer.example'));
  const [hours, none] = await asked('Anna@customer.example', 'otto@customer.example');
  expect(none).toEqual([]);
  expect(hours).toMatchObject([
    { at: START, kind: 'sasl-failure', refused: 3, firstAt: START, lastAt: START + 120_000 },
    { at: START + HOUR, refused: 1, clients: ['192.0.2.3'] },
  ]);
  expect(hours?.[0]?.clients).toEqual(['192.0.2.1', '192.0.2.2']);
  expect(hours?.[0]?.examples).toHaveLength(3);
  expect(hours?.[0]?.examples[2]).toContain('sasl_username=ANNA@customer.example');
});

test('mail of a signed-in sender that was not taken is another kind', async () => {
  await write(failed(START, '192.0.2.1') + rejected(START) + rejected(START + 1_000));
  expect((await asked('anna@customer.example'))[0]).toMatchObject([
    { kind: 'reject', refused: 2, clients: ['203.0.113.9'] },
    { kind: 'sasl-failure', refused: 1 },
  ]);
});

test('an attack of thousands leaves a row with twenty addresses and the last three lines', async () => {
  const lines = Array.from({ length: 500 }, (_, i) => failed(START + i * 1_000, `198.51.100.${i % 250}`));
  for (let from = 0; from < 500; from += 100) await write(lines.slice(from, from + 100).join(''));
  const [hours] = await asked('anna@customer.example');
  expect(hours).toHaveLength(1);
  expect(hours?.[0]).toMatchObject({ refused: 500 });
  expect(hours?.[0]?.clients).toHaveLength(20);
  expect(hours?.[0]?.examples).toHaveLength(3);
  expect(hours?.[0]?.examples[2]).toContain(new Date(START + 499_000).toISOString());
});

test('who names no login, or one longer than any address, is not kept', async () => {
  await write(failed(START, '192.0.2.1', null) + failed(START, '192.0.2.1', 'x'.repeat(400)));
  expect(await db.sql`SELECT 1 FROM mail_refusal`).toEqual([]);
});

test('days go with the days of the log', async () => {
  await write(failed(START, '192.0.2.1') + failed(START + 30 * HOUR, '192.0.2.1'));
  await db.sql.begin((tx) => dropDaysBefore(tx, '2026-11-15'));
  expect((await asked('anna@customer.example'))[0]).toMatchObject([{ at: START + 30 * HOUR, refused: 1 }]);
});
