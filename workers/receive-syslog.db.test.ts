// Syslog over TCP in both framings and over UDP becomes transactions; who is not on the list is not heard.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { SyslogListener } from '@/lib/syslog/listener';
import { receiveSyslog } from './receive-syslog';

vi.mock('@/lib/env', async (original) => {
  const actual = await original<typeof import('@/lib/env')>();
  const fixed = { SYSLOG_LISTEN: { host: '127.0.0.1', port: 0 }, SYSLOG_ALLOW: [] };
  return { ...actual, env: () => ({ ...actual.env(), ...fixed }) };
});

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
afterEach(() => db.sql`TRUNCATE mail_transaction, log_source`);

const now = new Date();
const client = (id: string): string =>
  `postfix/submission/smtpd[1]: ${id}: client=pc[203.0.113.7], sasl_method=PLAIN, sasl_username=anna@customer.example`;
const modern = (text: string): string => {
  const [, program = '', pid = '', message = ''] = /^(\S+)\[(\d+)\]: (.*)$/.exec(text) ?? [];
  return `<22>1 ${now.toISOString()} mail9.example.com ${program} ${pid} - - ${message}`;
};

async function listening(): Promise<{ port: number; stop: () => Promise<void> }> {
  const abort = new AbortController();
  let ended: Promise<void> = Promise.resolve();
  const port = await new Promise<number>((resolve, reject) => {
    ended = receiveSyslog(abort.signal, resolve);
    ended.catch(reject);
  });
  const stop = (): Promise<void> => {
    abort.abort();
    return ended;
  };
  return { port, stop };
}

async function send(port: number, text: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.end(text);
  await once(socket, 'close');
}

describe('the syslog listener', () => {
  test('takes both framings of TCP, and UDP, RFC 5424 and RFC 3164', async () => {
    const { port, stop } = await listening();
    const counted = modern(client('4BCDFzL51j'));
    await send(port, `${Buffer.byteLength(counted)} ${counted}${modern(client('4BCDGzL51j'))}\n`);
    const old = new Intl.DateTimeFormat('en-US', {
      timeZone: 'Europe/Berlin',
      month: 'short',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(now)
      .reduce<Record<string, string>>((parts, { type, value }) => ({ ...parts, [type]: value }), {});
    const stamp = `${old['month']} ${old['day']?.replace(/^0/, ' ')} ${old['hour']}:${old['minute']}:${old['second']}`;
    const udp = createSocket('udp4');
    await new Promise((resolve) =>
      udp.send(`<22>${stamp} mail9 ${client('4BCDHzL51j')}`, port, '127.0.0.1', resolve),
    );
    udp.close();
    const rows = () =>
      db.sql`SELECT host, queue_id, sasl_user, first_at FROM mail_transaction ORDER BY queue_id`;
    await vi.waitFor(async () => expect(await rows()).toHaveLength(3), { timeout: 15_000 });
    await stop();
    expect(await rows()).toMatchObject([
      {
        host: 'mail9.example.com',
        queue_id: '4BCDFzL51j',
        sasl_user: 'anna@customer.example',
        first_at: now,
      },
      { host: 'mail9.example.com', queue_id: '4BCDGzL51j' },
      {
        host: 'mail9',
        queue_id: '4BCDHzL51j',
        first_at: new Date(Math.floor(now.getTime() / 1_000) * 1_000),
      },
    ]);
    expect(await db.sql`SELECT name, lines::int, unread::int FROM log_source`).toMatchObject([
      { name: 'syslog', lines: 3, unread: 0 },
    ]);
  });

  test('writes what it has taken before it stops', async () => {
    const { port, stop } = await listening();
    await send(port, `${modern(client('4BCDJzL51j'))}\n`);
    await stop();
    expect(await db.sql`SELECT queue_id FROM mail_transaction`).toMatchObject([{ queue_id: '4BCDJzL51j' }]);
  });

  test('hangs up on what is no syslog', async () => {
    const { port, stop } = await listening();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('99999999 ');
    await once(socket, 'close');
    await stop();
  });

  test('waits instead of taking more than it may keep', async () => {
    const taken: string[] = [];
    let room = 2;
    const listener = new SyslogListener({
      host: '127.0.0.1',
      port: 0,
      allow: [],
      take: (message) => {
        taken.push(message.toString());
        room -= 1;
        return room > 0;
      },
    });
    const port = await listener.listen();
    const socket = connect(port, '127.0.0.1');
    socket.write('<22>a\n<22>b\n');
    await vi.waitFor(() => expect(taken).toHaveLength(2));
    socket.write('<22>c\n');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(taken).toHaveLength(2);
    room = 10;
    listener.resume();
    await vi.waitFor(() => expect(taken).toEqual(['<22>a', '<22>b', '<22>c']));
    socket.destroy();
    await listener.stop();
  });
});
