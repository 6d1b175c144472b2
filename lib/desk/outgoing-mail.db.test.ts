// Mail that belongs to no case: accepted once, or a person is asked (invariant 7); a bounce and an answer find it by its
// marks. With a real SMTP server that refuses, dies and goes silent, and a worker that is killed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { findMail, listMails } from '@/lib/outgoing/queries';
import { forgetMails, resolveMail } from '@/lib/outgoing/store';
import { listRepliesToMail } from '@/lib/replies/queries';
import { sendMail } from '@/lib/smtp/send-mail';
import { giveUpLostMails, sendDueMail } from './send-due-mail';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { startSmtpServer, type TestServer } from './testing/smtp-server';
import { writeMail } from './write-mail';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    NOTICE_BOUNCE_TO: 'bounce@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});

let db: TestDatabase;
let server: TestServer;
let clock: number;
const now = () => new Date(clock);
const later = (seconds: number) => {
  clock += seconds * 1_000;
};

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, []);
  server = await startSmtpServer();
  clock = Date.now();
});
afterEach(async () => {
  await server.close();
  await db.drop();
});

const write = (key = 'check:1') =>
  db.sql.begin((tx) =>
    writeMail(
      tx,
      { purpose: 'self-check', key, to: 'fbl@example.net', subject: 'Prüfung', text: 'Guten Tag.\n' },
      now(),
    ),
  ) as Promise<number | null>;
const send = () => sendDueMail({ now, send: (mail) => sendMail(server.settings, mail) });
const states = async () =>
  (await listMails({ purpose: null, relatedTo: null, isTrouble: false }, null, 50)).map(({ state }) => state);
const tasks = () => db.sql`SELECT kind FROM task WHERE done_at IS NULL`;
const fieldOf = (mime: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(mime.replaceAll(/\r\n[ \t]+/g, ' '))?.[1]?.trim() ?? '';

describe('a mail', () => {
  it('leaves once, however often it is queued under its key', async () => {
    expect(await write()).not.toBeNull();
    expect(await write()).toBeNull();
    expect(await send()).toBe(true);
    expect(await send()).toBe(false);
    const [mail] = server.received;
    expect(server.received).toHaveLength(1);
    expect(mail?.to).toBe('fbl@example.net');
    expect(mail?.from).toMatch(/^bounce\+b[0-9a-f]{32}@example\.com$/);
    expect(fieldOf(mail?.mime ?? '', 'reply-to')).toMatch(/^abuse\+[0-9a-f]{32}@example\.com$/);
    expect(fieldOf(mail?.mime ?? '', 'auto-submitted')).toBe('auto-generated');
    expect(await states()).toEqual(['accepted']);
    expect(await tasks()).toEqual([]);
  });

  it('of a transaction that fails was never there', async () => {
    await db.sql
      .begin(async (tx) => {
        await writeMail(
          tx,
          { purpose: 'self-check', key: 'x', to: 'a@example.net', subject: 's', text: 't' },
          now(),
        );
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(await send()).toBe(false);
  });

  it('the server asks later for is sent again later; refused, or tried for two days, it is a task', async () => {
    await write();
    server.atRecipient = 451;
    await send();
    expect(await states()).toEqual(['due']);
    expect(await send(), 'not at once').toBe(false);
    for (let hours = 0; hours < 50; hours += 1) {
      later(3_600);
      await send();
    }
    expect(await states()).toEqual(['failed']);
    expect(await tasks()).toEqual([{ kind: 'mail-failed' }]);
    server.atRecipient = null;
    const [mail] = await listMails({ purpose: null, relatedTo: null, isTrouble: true }, null, 50);
    expect(await db.sql.begin((tx) => resolveMail(tx, mail?.id ?? 0, 'send-again', now()))).toBe(true);
    await send();
    expect(await states()).toEqual(['accepted']);
    expect(await tasks(), 'ends with what it asked for').toEqual([]);
  });

  it('whose taking nobody confirmed waits for a person, who has the same bytes sent again', async () => {
    const id = (await write()) ?? 0;
    server.afterDot = 'silent';
    await send();
    expect(await states()).toEqual(['ambiguous']);
    expect(await tasks()).toEqual([{ kind: 'mail-ambiguous' }]);
    later(100_000);
    expect(await send(), 'nobody sends it again by himself').toBe(false);
    server.afterDot = null;
    await db.sql.begin((tx) => resolveMail(tx, id, 'send-again', now()));
    expect(await db.sql.begin((tx) => resolveMail(tx, id, 'arrived', now()))).toBe(false);
    await send();
    expect(await states()).toEqual(['accepted']);
    expect(server.received).toHaveLength(2);
    expect(server.received[0]?.mime).toBe(server.received[1]?.mime);
  });

  it('a worker died over is ambiguous four minutes later, and sent by nobody', async () => {
    const id = (await write()) ?? 0;
    const stalled = sendDueMail({
      now,
      send: async () => {
        later(241);
        expect(await giveUpLostMails(now())).toBe(1);
        return { kind: 'accepted', response: '250 late' };
      },
    });
    await stalled;
    expect((await findMail(db.sql, id))?.state, 'the sleeper settles nothing').toBe('ambiguous');
    expect(await tasks()).toEqual([{ kind: 'mail-ambiguous' }]);
    expect(await send()).toBe(false);
  });
});

describe('what comes back', () => {
  const incoming = (to: string, more: string, body: string) =>
    Buffer.from(
      [
        'Return-Path: <>',
        'From: MAILER-DAEMON@example.net',
        `To: ${to}`,
        `Delivered-To: ${to}`,
        'Subject: Undeliverable',
        'Date: Sun, 22 Nov 2026 10:00:00 +0000',
        'MIME-Version: 1.0',
        ...more.split('\n'),
        '',
        ...body.split('\n'),
        '',
      ].join('\r\n'),
    );
  const dsn = (action: string, status: string, original: string) =>
    [
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      [
        '--b\nContent-Type: text/plain\n\nSorry.',
        `--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; fbl@example.net\nAction: ${action}\nStatus: ${status}`,
        `--b\nContent-Type: message/rfc822\n\n${original}\n--b--`,
      ].join('\n'),
    ] as const;

  it('a bounce marks it and is a task; a delay and a bounce without our mark do nothing', async () => {
    await write();
    await send();
    const [sent] = server.received;
    const original = (sent?.mime ?? '').replaceAll('\r\n', '\n');
    const at = sent?.from ?? '';
    await storeMails(db, [
      { raw: incoming(at, ...dsn('delayed', '4.4.1', original)) },
      { raw: incoming('abuse@example.com', ...dsn('failed', '5.1.1', original)) },
    ]);
    await drain();
    expect(await states()).toEqual(['accepted']);
    await storeMails(db, [{ raw: incoming(at, ...dsn('failed', '5.1.1', original)) }]);
    await drain();
    expect(await states()).toEqual(['bounced']);
    expect(await tasks()).toEqual([{ kind: 'mail-failed' }]);
    expect(await db.sql`SELECT kind, outgoing_mail_id IS NOT NULL AS linked FROM reply ORDER BY id`).toEqual([
      { kind: 'delay', linked: true },
      { kind: 'bounce', linked: true },
    ]);
  });

  it.each(['token', 'message-id'])(
    'an answer is put beside it by its %s, and opens nothing',
    async (mark) => {
      const id = await write();
      await send();
      const mime = server.received[0]?.mime ?? '';
      const to = mark === 'token' ? fieldOf(mime, 'reply-to') : 'abuse@example.com';
      const raw = incoming(
        to,
        `Content-Type: text/plain${mark === 'token' ? '' : `\nIn-Reply-To: ${fieldOf(mime, 'message-id')}`}`,
        'Danke, erledigt.',
      );
      await storeMails(db, [
        {
          raw: Buffer.from(
            raw.toString().replace('Return-Path: <>\r\n', '').replace('MAILER-DAEMON', 'anna'),
          ),
        },
      ]);
      await drain();
      expect(
        await db.sql`SELECT kind, linked_by, outgoing_mail_id AS mail, case_id, text FROM reply`,
      ).toMatchObject([
        { kind: 'answer', linked_by: mark, mail: id, case_id: null, text: 'Danke, erledigt.' },
      ]);
      expect(await listRepliesToMail(id ?? 0)).toMatchObject([{ from: 'anna@example.net' }]);
      expect(await states()).toEqual(['accepted']);
    },
  );
});

it('is sent once by a worker that is killed after the server took it, and a person is asked', async () => {
  await write();
  const worker = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, '../../workers/main.ts'), 'send-outgoing'],
    {
      env: {
        ...process.env,
        DATABASE_URL: db.url,
        SMTP_PORT: String(server.settings.port),
        LOG_LEVEL: 'silent',
      },
      stdio: 'ignore',
    },
  );
  server.afterDot = () => worker.kill('SIGKILL');
  await once(worker, 'exit');
  server.afterDot = null;
  expect(server.received).toHaveLength(1);
  expect(await states()).toEqual(['sending']);
  clock = Date.now();
  later(241);
  expect(await giveUpLostMails(now())).toBe(1);
  expect(await send()).toBe(false);
  expect(await states()).toEqual(['ambiguous']);
  expect(server.received).toHaveLength(1);
}, 60_000);

it('is forgotten in time: its bytes first, and never while it may have to leave', async () => {
  await write('old');
  await send();
  await write('waiting');
  const day = 86_400_000;
  const at = (days: number) => new Date(clock + days * day);
  await forgetMails(db.sql, { bytesBefore: at(1), rowsBefore: at(-1) });
  expect(await db.sql`SELECT key, mime IS NULL AS empty FROM outgoing_mail ORDER BY id`).toEqual([
    { key: 'old', empty: true },
    { key: 'waiting', empty: false },
  ]);
  await forgetMails(db.sql, { bytesBefore: at(1), rowsBefore: at(1) });
  expect(await db.sql`SELECT key FROM outgoing_mail`).toEqual([{ key: 'waiting' }]);
});
