// The look-up in our own tables: who sent what, and how little of the table each question touches.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { LogClock } from '@/lib/maillog/clock';
import { TransactionJoiner } from '@/lib/maillog/joiner';
import { PostfixReader } from '@/lib/maillog/read-postfix';
import { ensurePartitions, writeBatch } from '@/lib/maillog/store';
import type { MailTransaction } from '@/lib/maillog/types';
import { postgresLookup } from './postgres';
import { plansOf } from './testing/explain';
import type { MailLogLookup, Window } from './types';

let db: TestDatabase;
let lookup: MailLogLookup;

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 14, 12);
const kept = { from: 0, to: Date.UTC(2027, 0, 1) };
const whole: Window = { from: START - DAY, to: START + 8 * DAY };

async function write(text: string): Promise<void> {
  const reader = new PostfixReader(new LogClock('UTC', START + 8 * DAY), {
    host: null,
    syslogName: 'postfix',
  });
  const joiner = new TransactionJoiner(reader);
  joiner.feed(Buffer.from(text));
  const batch = joiner.take();
  await ensurePartitions(db.sql, batch, kept);
  await db.sql.begin((tx) => writeBatch(tx, batch, kept, { sourceId: 1, runAt: START }));
}

interface Submission {
  id: string;
  user?: string;
  at?: number;
  to?: string[];
  messageId?: string;
  host?: string;
  client?: string;
}

function lines({
  id,
  user = 'anna@customer.example',
  at = START,
  to = ['a@example.net'],
  messageId = `${id}@pc.example`,
  host = 'mail1',
  client = '203.0.113.7]:50123',
}: Submission): string {
  const line = (text: string): string => `${new Date(at).toISOString()} ${host} ${text}\n`;
  return [
    `postfix/submission/smtpd[1]: ${id}: client=pc[${client}, sasl_method=PLAIN, sasl_username=${user}`,
    `postfix/cleanup[2]: ${id}: message-id=<${messageId}>`,
    `postfix/qmgr[3]: ${id}: from=<${user}>, size=999, nrcpt=${to.length} (queue active)`,
    ...to.map(
      (address) =>
        `postfix/smtp[4]: ${id}: to=<${address}>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)`,
    ),
    `postfix/qmgr[3]: ${id}: removed`,
  ]
    .map(line)
    .join('');
}

function idsOf(answers: readonly MailTransaction[][]): string[][] {
  return answers.map((answer) => answer.map((one) => `${one.queueId} ${one.saslUser ?? ''}`));
}

beforeAll(async () => {
  db = await freshDatabase();
  lookup = postgresLookup(db.sql, 0);
  await write(
    lines({ id: '8A1B2C3D4E', user: 'one@customer.example' }) +
      lines({ id: '8A1B2C3D4E', user: 'two@customer.example', at: START + 3 * DAY }) +
      lines({ id: '4BCDFzL51j', to: ['a@example.net', 'b@example.net', 'c@example.org'] }) +
      lines({ id: '4BCDGzL51j', messageId: 'twin@pc.example', client: '2001:db8::7]:40000' }) +
      lines({
        id: '4BCDHzL51j',
        messageId: 'twin@pc.example',
        user: 'eve@customer.example',
        at: START + 60_000,
      }) +
      lines({ id: '4BCDJzL51j', host: 'mail2.example.com', user: 'far@customer.example', at: START + DAY }),
  );
});
afterAll(() => db.drop());

describe('finding transactions', () => {
  test('answers stand in the order of the questions, with everything that is known', async () => {
    const answers = await lookup.findByQueueId([
      { queueId: 'absent', host: null, window: whole },
      { queueId: '4BCDFzL51j', host: 'mail1', window: whole },
    ]);
    expect(answers[0]).toEqual([]);
    expect(answers[1]).toMatchObject([
      {
        host: 'mail1',
        queueId: '4BCDFzL51j',
        firstAt: START,
        lastAt: START,
        origin: 'submission',
        saslUser: 'anna@customer.example',
        clientIp: '203.0.113.7',
        clientPort: 50_123,
        messageId: '4BCDFzL51j@pc.example',
        recipients: 3,
        delivered: 3,
        domains: { 'example.net': 2, 'example.org': 1 },
        fate: 'sent',
        isForward: false,
      },
    ]);
    expect(answers[1]?.[0]?.lines).toHaveLength(6);
  });

  test('a queue id that is used again never crosses its window', async () => {
    const around = (at: number): Window => ({ from: at - 3_600_000, to: at + 3_600_000 });
    const ask = (window: Window) => ({ queueId: '8A1B2C3D4E', host: 'mail1', window });
    const answers = await lookup.findByQueueId([
      ask(around(START)),
      ask(around(START + 3 * DAY)),
      ask(around(START + 2 * DAY)),
    ]);
    expect(idsOf(answers)).toEqual([
      ['8A1B2C3D4E one@customer.example'],
      ['8A1B2C3D4E two@customer.example'],
      [],
    ]);
  });

  test('hosts match with and without their domain, and no others', async () => {
    const ask = (queueId: string, host: string) => ({ queueId, host, window: whole });
    const answers = await lookup.findByQueueId([
      ask('4BCDFzL51j', 'MAIL1.example.com'),
      ask('4BCDJzL51j', 'mail2'),
      ask('4BCDJzL51j', 'mail2.example.com'),
      ask('4BCDJzL51j', 'mail2.example.net'),
      ask('4BCDFzL51j', 'mail2'),
    ]);
    expect(answers.map((answer) => answer.length)).toEqual([1, 1, 1, 0, 0]);
  });

  test('a Message-ID that two accounts sent has both', async () => {
    expect(idsOf(await lookup.findByMessageId([{ messageId: 'twin@pc.example', window: whole }]))).toEqual([
      ['4BCDGzL51j anna@customer.example', '4BCDHzL51j eve@customer.example'],
    ]);
  });

  test('a client is found by address, port where both know it, time and recipient domain', async () => {
    const ask = (
      clientIp: string,
      clientPort: number | null,
      recipientDomain: string | null,
      window = whole,
    ) => ({
      clientIp,
      clientPort,
      recipientDomain,
      window,
    });
    const answers = await lookup.findByClient([
      ask('2001:0DB8::7', 40_000, 'example.net'),
      ask('2001:db8::7', 1, null),
      ask('203.0.113.7', null, 'example.org'),
      ask('203.0.113.7', 50_123, null, { from: START + 2 * DAY, to: START + 4 * DAY }),
    ]);
    expect(idsOf(answers)).toEqual([
      ['4BCDGzL51j anna@customer.example'],
      [],
      ['4BCDFzL51j anna@customer.example'],
      ['8A1B2C3D4E two@customer.example'],
    ]);
  });
});

describe('counting', () => {
  test('what an account sent in a window; zeros for one that sent nothing', async () => {
    expect(await lookup.volumeOf(['anna@customer.example', 'nobody@customer.example'], whole)).toEqual([
      { login: 'anna@customer.example', messages: 2, recipients: 4, delivered: 4, bounced: 0 },
      { login: 'nobody@customer.example', messages: 0, recipients: 0, delivered: 0, bounced: 0 },
    ]);
  });

  test("what was delivered to a reporter's domains", async () => {
    const senders = ['anna@customer.example', 'x'].map((login) => ({ kind: 'login', login }) as const);
    expect(await lookup.deliveredTo(['example.net'], senders, whole)).toEqual([3, 0]);
  });

  test('from when to when each host is known', async () => {
    expect(await lookup.coverage()).toEqual([
      { host: 'mail1', from: START, to: START + 3 * DAY, holes: [] },
      { host: 'mail2.example.com', from: START + DAY, to: START + DAY, holes: [] },
    ]);
  });

  test('questions without entries ask nothing', async () => {
    expect(await lookup.findByQueueId([])).toEqual([]);
    expect(await lookup.volumeOf([], whole)).toEqual([]);
    expect(await lookup.deliveredTo(['example.net'], [], whole)).toEqual([]);
  });
});

describe('plans', () => {
  test('each look-up probes indexes, a few pages a day', async () => {
    for (let day = 0; day < 7; day += 1) {
      let text = '';
      for (let i = 0; i < 300; i += 1)
        text += lines({
          id: `9${day}${i.toString().padStart(8, '0')}`,
          user: `u${i}@customer.example`,
          at: START + day * DAY,
          client: `198.51.100.${i % 250}]:1`,
        });
      await write(text);
    }
    await db.sql`ANALYZE mail_transaction`;
    const plans = await plansOf(
      db.sql,
      async (asked) => {
        await asked.findByQueueId([{ queueId: '9300000007', host: 'mail1', window: whole }]);
        await asked.findByMessageId([{ messageId: '9300000007@pc.example', window: whole }]);
        await asked.findByClient([
          {
            clientIp: '198.51.100.7',
            clientPort: null,
            recipientDomain: null,
            window: { from: START, to: START + 3_600_000 },
          },
        ]);
        await asked.volumeOf(['u7@customer.example'], whole);
      },
      { forced: true },
    );
    expect(plans).toHaveLength(4);
    for (const { text, pages } of plans) {
      expect(text).not.toContain('Seq Scan on mail_transaction');
      expect(pages).toBeGreaterThan(0);
      expect(pages).toBeLessThanOrEqual(40);
    }
  });
});
