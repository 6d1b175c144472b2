// What a sender did, day by day, out of log lines as Postfix writes them.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { LogClock } from '@/lib/maillog/clock';
import { TransactionJoiner } from '@/lib/maillog/joiner';
import { PostfixReader } from '@/lib/maillog/read-postfix';
import { ensurePartitions, writeBatch } from '@/lib/maillog/store';
import { postgresLookup } from './postgres';
import { plansOf } from './testing/explain';
import type { HistoryQuestion, MailLogLookup, SenderKey } from './types';

const HOUR = 3_600_000;
const NIGHT = Date.UTC(2026, 10, 14, 22, 10);
const kept = { from: 0, to: Date.UTC(2027, 0, 1) };
const whole = { from: NIGHT - 48 * HOUR, to: NIGHT + 48 * HOUR };

let db: TestDatabase;
let lookup: MailLogLookup;

type Status = 'sent' | 'bounced' | 'deferred';

function mail(
  id: string,
  at: number,
  intake: string,
  to: readonly [string, Status][],
  { host = 'web3', isDone = true } = {},
): string {
  const line = (text: string): string => `${new Date(at).toISOString()} ${host} postfix/${text}\n`;
  return [
    `${intake.replace('ID', id)}`,
    `qmgr[3]: ${id}: from=<a@customer.example>, size=999, nrcpt=${to.length} (queue active)`,
    ...to.map(
      ([address, status]) =>
        `smtp[4]: ${id}: to=<${address}>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=${status} (said so)`,
    ),
    ...(isDone ? [`qmgr[3]: ${id}: removed`] : []),
  ]
    .map(line)
    .join('');
}

const login = (client: string): string =>
  `submission/smtpd[1]: ID: client=pc[${client}]:50123, sasl_method=PLAIN, sasl_username=Anna@customer.example`;
const local = 'pickup[1]: ID: uid=10017 from=<web17>';

async function write(text: string): Promise<void> {
  const reader = new PostfixReader(new LogClock('UTC', NIGHT + 96 * HOUR), {
    host: null,
    syslogName: 'postfix',
  });
  const joiner = new TransactionJoiner(reader);
  joiner.feed(Buffer.from(text));
  joiner.end();
  const batch = joiner.take();
  await ensurePartitions(db.sql, batch, kept);
  await db.sql.begin((tx) => writeBatch(tx, batch, kept, { sourceId: 1, runAt: 0 }));
}

const anna: SenderKey = { kind: 'login', login: 'anna@customer.example' };
const site = (user: string, host: string): HistoryQuestion => ({
  sender: { kind: 'local', host, user },
  window: whole,
});

beforeAll(async () => {
  db = await freshDatabase();
  lookup = postgresLookup(db.sql, 0);
  await write(
    mail('4BCDAzL51j', NIGHT, login('203.0.113.7'), [
      ['a@example.net', 'sent'],
      ['b@example.net', 'sent'],
      ['c@example.org', 'bounced'],
    ]) +
      mail('4BCDBzL51j', NIGHT + 60_000, login('203.0.113.7'), [['a@example.org', 'sent']]) +
      mail(
        '4BCDCzL51j',
        NIGHT + 2 * HOUR,
        login('2001:db8::7'),
        [
          ['a@example.net', 'sent'],
          ['d@example.net', 'deferred'],
        ],
        { isDone: false },
      ) +
      mail('4BCDDzL51j', NIGHT, local, [['x@example.net', 'sent']]) +
      mail('4BCDEzL51j', NIGHT, local, [['y@example.net', 'sent']], { host: 'web4' }),
  );
});
afterAll(() => db.drop());

describe('what a sender did', () => {
  test('stands by day and hour of UTC, with where it came from, where it went and what is open', async () => {
    const [days] = await lookup.historyOf([{ sender: anna, window: whole }]);
    expect(days).toEqual([
      {
        day: '2026-11-14',
        hours: [
          {
            at: Date.UTC(2026, 10, 14, 22),
            messages: 2,
            recipients: 4,
            delivered: 3,
            bounced: 1,
            firstAt: NIGHT,
          },
        ],
        places: [
          {
            clientIp: '203.0.113.7',
            clientName: 'pc',
            cwd: null,
            messages: 2,
            recipients: 4,
            firstAt: NIGHT,
            lastAt: NIGHT + 60_000,
          },
        ],
        placeCount: 1,
        domains: { 'example.net': 2, 'example.org': 1 },
        openMessages: 0,
        openRecipients: 0,
      },
      {
        day: '2026-11-15',
        hours: [
          {
            at: Date.UTC(2026, 10, 15, 0),
            messages: 1,
            recipients: 2,
            delivered: 1,
            bounced: 0,
            firstAt: NIGHT + 2 * HOUR,
          },
        ],
        places: [expect.objectContaining({ clientIp: '2001:db8::7', messages: 1 })],
        placeCount: 1,
        domains: { 'example.net': 1 },
        openMessages: 1,
        openRecipients: 1,
      },
    ]);
  });

  test('answers stand in the order of the questions, empty where nothing was sent', async () => {
    const answers = await lookup.historyOf([
      site('10017', 'web3.example.com'),
      { sender: { kind: 'login', login: 'nobody@customer.example' }, window: whole },
      { sender: anna, window: { from: NIGHT + HOUR, to: whole.to } },
      site('10017', 'web9'),
      site('web17', 'web3'),
    ]);
    expect(answers.map((days) => days.map(({ hours }) => hours[0]?.messages))).toEqual([
      [1],
      [],
      [1],
      [],
      [],
    ]);
    expect(await lookup.historyOf([])).toEqual([]);
  });

  test('what they delivered to some domains is counted for logins and sites alike, in the order asked', async () => {
    const senders = [
      site('10017', 'web3.example.com').sender,
      { kind: 'login', login: 'nobody@customer.example' } as const,
      anna,
      site('10017', 'web9').sender,
    ];
    expect(await lookup.deliveredTo(['EXAMPLE.net'], senders, whole)).toEqual([1, 0, 3, 0]);
    expect(await lookup.deliveredTo(['example.net', 'example.org'], [anna], whole)).toEqual([4]);
    expect(await lookup.deliveredTo(['example.net'], [anna], { ...whole, to: NIGHT + HOUR })).toEqual([2]);
    expect(await lookup.deliveredTo([], [anna], whole)).toEqual([0]);
  });

  test('the places of a botnet are counted and cut, the first ones kept', async () => {
    let text = '';
    for (let i = 0; i < 130; i += 1) {
      const intake = login(`198.51.100.${i}`).replace('Anna', 'eve');
      text += mail(`5BCD${i.toString().padStart(6, '0')}`, NIGHT + i * 1000, intake, [
        [`a@d${i}.example`, 'sent'],
      ]);
    }
    await write(text);
    const sender: SenderKey = { kind: 'login', login: 'eve@customer.example' };
    const [days = []] = await lookup.historyOf([{ sender, window: whole }]);
    expect(days.map((day) => [day.placeCount, day.places.length, Object.keys(day.domains).length])).toEqual([
      [130, 100, 40],
    ]);
    expect(days[0]?.places[0]?.clientIp).toBe('198.51.100.0');
  });

  test('the senders are found by their indexes', async () => {
    const asks = [{ sender: anna, window: whole }, site('10017', 'web3'), site('web17', 'web3')];
    const senders = asks.map(({ sender }) => sender);
    const plans = await plansOf(
      db.sql,
      async (asked) => {
        await asked.historyOf(asks);
        await asked.deliveredTo(['example.net'], senders, whole);
      },
      { forced: true },
    );
    expect(plans).toHaveLength(4);
    for (const { text } of plans) expect(text).not.toContain('Seq Scan on mail_transaction');
  });
});
