// Invariant 7: a notice is accepted once, or a person is asked; never silently twice, never silently not at all. With a
// real SMTP server that refuses, dies and goes silent, and a worker that is killed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { readHeader } from '@/lib/mime/header';
import { decodeEncodedWords } from '@/lib/mime/encoded-words';
import { caseOfMessageId, tokenOfAddress } from '@/lib/notices/tokens';
import { findNotice, listNotices } from '@/lib/notices/queries';
import { sendMail } from '@/lib/smtp/send-mail';
import type { SmtpSettings } from '@/lib/smtp/types';
import { composeNotice, type NoticeRequest } from './compose-notice';
import { noteBounce } from './note-undelivered';
import { releaseNotice } from './release-notice';
import { resolveNotice } from './resolve-notice';
import { giveUpLostSendings, sendDueNotice } from './send-due-notice';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { versionOf } from './testing/measures';
import { withdrawNotice } from './withdraw-notice';

const key = 'a7'.repeat(32);
vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    NOTICE_BOUNCE_TO: 'bounce@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});

const login = 'erika@example.com';
const contact = 'privat@example.net';
let db: TestDatabase;
let server: SMTPServer;
let settings: SmtpSettings;
let received: { from: string; to: string; mime: string }[];
/** What the server does at the recipient and after the dot; null: as usual. */
let atRecipient: number | null;
let afterDot: (() => void) | number | null;
let caseId: number;
let agentId: number;
let clock: number;

beforeEach(async () => {
  db = await freshDatabase();
  received = [];
  atRecipient = null;
  afterDot = null;
  clock = Date.now();
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, callback) => callback(atRecipient === null ? null : failure(atRecipient)),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (typeof afterDot === 'number') return callback(failure(afterDot));
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo[0]?.address ?? '',
          mime: Buffer.concat(chunks).toString(),
        });
        afterDot?.();
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  settings = { host: '127.0.0.1', port, security: 'none', username: null, password: null, caPem: null };
  await prepare();
});
afterEach(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await db.drop();
});

const failure = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

/** A customer with two contacts, and a case of sixty complaints by one loop. */
async function prepare(): Promise<void> {
  await prepareDesk(db, ['loop.example']);
  const [customer] = await db.sql<{ id: number }[]>`
    INSERT INTO customer (number, name, contract) VALUES ('K-7', 'Erika Muster', 'Basis') RETURNING id`;
  await db.sql`INSERT INTO account (login, domain, customer_id) VALUES (${login}, 'example.com', ${customer?.id ?? 0})`;
  await db.sql`
    INSERT INTO customer_contact (customer_id, kind, value, origin, position) VALUES
      (${customer?.id ?? 0}, 'email', ${login}, 'x', 0), (${customer?.id ?? 0}, 'email', ${contact}, 'x', 1),
      (${customer?.id ?? 0}, 'email', 'zweite@example.org', 'x', 2), (${customer?.id ?? 0}, 'phone', '030 1', 'x', 3)`;
  const [agent] = await db.sql<{ id: number }[]>`
    INSERT INTO app_user (login, name) VALUES ('anna', 'Anna') RETURNING id`;
  agentId = agent?.id ?? 0;
  await storeMails(
    db,
    Array.from({ length: 60 }, (_, serial) => ({
      raw: arfMail({ loop: 'loop.example', sender: login, serial }),
    })),
  );
  await drain();
  const [row] = await db.sql<{ id: number }[]>`SELECT id FROM "case" WHERE is_open`;
  caseId = row?.id ?? 0;
}

const request: NoticeRequest = {
  caseId: 0,
  kind: 'mailbox-locked',
  voice: { language: 'de', tone: 'sie' },
  to: null,
  remark: null,
  upTo: null,
};

const now = () => new Date(clock);
const later = (seconds: number) => {
  clock += seconds * 1_000;
};

async function release(more: Partial<NoticeRequest> = {}) {
  const composed = await composeNotice(db.sql, { ...request, ...more, caseId }, now());
  if (composed === null) throw new Error('no case');
  const version = await versionOf(db, caseId);
  return releaseNotice(
    { caseId, version, userId: agentId, request: composed.request, digest: composed.digest },
    now(),
  );
}

const send = () => sendDueNotice({ now, send: (mail) => sendMail(settings, mail) });
const states = async () => (await listNotices(caseId)).map(({ state }) => state);
const caseState = async () =>
  (await db.sql<{ state: string; attention: boolean }[]>`SELECT state, attention FROM "case"`)[0];

describe('a notice', () => {
  it('leaves after ten seconds, as it was shown, and then the case waits for the customer', async () => {
    expect(await release()).toMatchObject({ ok: true });
    expect(await send(), 'it can still be withdrawn').toBe(false);
    expect(await caseState()).toMatchObject({ state: 'new' });
    later(11);
    expect(await send()).toBe(true);
    expect(await send()).toBe(false);
    expect(received).toHaveLength(1);
    expect(await states()).toEqual(['accepted']);
    expect(await caseState()).toMatchObject({ state: 'waiting_for_customer' });
  });

  it('carries its marks in headers and envelope, and nothing of them in the subject', async () => {
    await release();
    later(11);
    await send();
    const [mail] = received;
    const bytes = Buffer.from(mail?.mime ?? '');
    const { fields } = readHeader(bytes, 0, bytes.length);
    const field = (name: string) => fields.find((one) => one.key === name)?.value.trim() ?? null;
    expect(decodeEncodedWords(field('subject') ?? '')).toBe(
      'Spam über unsere SMTP Server // AN: <erika@example.com>',
    );
    expect(mail?.to).toBe(contact);
    const token = tokenOfAddress(field('reply-to') ?? '', 'abuse@example.com');
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(tokenOfAddress(mail?.from ?? '', 'bounce@example.com')).toBe(`b${token}`);
    expect(caseOfMessageId((field('message-id') ?? '').slice(1, -1), Buffer.from(key, 'hex'))).toBe(caseId);
    expect(field('auto-submitted'), 'a person released it').toBeNull();
    expect(field('content-type')).toContain('multipart/alternative');
    expect(mail?.mime).not.toMatch(/<img|reader\d+@example\.org|utm_/);
  });

  it('tells counts and sources, no complainant, and nothing that a loop forbids to tell', async () => {
    const told = await composeNotice(db.sql, { ...request, caseId }, now());
    expect(told?.body).toContain('60 Beschwerden');
    expect(told?.body).toContain('gemeldet von: loop.example');
    expect(told?.body).toMatch(/> To: \S+=@example\.org/);
    expect(told?.body).not.toMatch(/reader\d/);
    await db.sql`UPDATE feedback_loop SET discloses = false`;
    const silent = await composeNotice(db.sql, { ...request, caseId }, now());
    expect(silent?.body).not.toMatch(/loop\.example|60 Beschwerden|Angebot|> To:/);
    expect(silent?.body).toContain('belastbare Hinweise');
  });

  it('that is withdrawn in time never leaves; one that has left cannot be withdrawn', async () => {
    const first = await release();
    const id = first.ok && first.data.noticeId !== null ? first.data.noticeId : 0;
    expect(await withdrawNotice(id, agentId, now())).toMatchObject({ ok: true });
    later(60);
    expect(await send()).toBe(false);
    expect(received).toHaveLength(0);
    await release();
    later(11);
    await send();
    const [sent] = await listNotices(caseId);
    expect(await withdrawNotice(sent?.id ?? 0, agentId, now())).toMatchObject({ code: 'notice-left' });
  });

  it('of a double click is written once', async () => {
    const composed = await composeNotice(db.sql, { ...request, caseId }, now());
    const version = await versionOf(db, caseId);
    const input = {
      caseId,
      version,
      userId: agentId,
      request: composed?.request ?? request,
      digest: composed?.digest ?? '',
    };
    const both = await Promise.all([releaseNotice(input, now()), releaseNotice(input, now())]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await listNotices(caseId)).toHaveLength(1);
  });

  it('whose facts changed since the preview is not written', async () => {
    const composed = await composeNotice(db.sql, { ...request, caseId }, now());
    await db.sql`UPDATE customer SET name = 'Erika Neu'`;
    const version = await versionOf(db, caseId);
    const input = {
      caseId,
      version,
      userId: agentId,
      request: composed?.request ?? request,
      digest: composed?.digest ?? '',
    };
    expect(await releaseNotice(input, now())).toMatchObject({ code: 'preview-stale' });
    expect(await listNotices(caseId)).toHaveLength(0);
  });

  it('to a customer whom nobody can write to becomes the task to call, once', async () => {
    await db.sql`DELETE FROM customer_contact WHERE value IN (${contact}, 'zweite@example.org')`;
    expect(await release()).toMatchObject({ ok: true, data: { noticeId: null } });
    await release();
    expect(
      await db.sql`SELECT kind, detail->>'phone' AS phone FROM task WHERE kind = 'call-customer'`,
    ).toEqual([{ kind: 'call-customer', phone: '030 1' }]);
  });
});

describe('the server', () => {
  beforeEach(async () => {
    await release();
    later(11);
  });

  it('that says later is asked again later, and gets the mail once', async () => {
    atRecipient = 451;
    await send();
    expect(await states()).toEqual(['due']);
    expect(await send(), 'not at once').toBe(false);
    atRecipient = null;
    later(61);
    await send();
    expect(await states()).toEqual(['accepted']);
    expect(received).toHaveLength(1);
  });

  it('that refuses the recipient gets a mail to the next one; after the last a person has to call', async () => {
    atRecipient = 550;
    await send();
    later(11);
    atRecipient = null;
    await send();
    expect(await states()).toEqual(['accepted', 'failed']);
    expect(received.map(({ to }) => to)).toEqual(['zweite@example.org']);
    expect(await db.sql`SELECT 1 FROM task`).toHaveLength(0);
    const [last] = await listNotices(caseId);
    expect(await db.sql.begin((tx) => noteBounce(tx, last?.id ?? 0, '5.1.1', now()))).toBe(true);
    expect(
      await db.sql.begin((tx) => noteBounce(tx, last?.id ?? 0, '5.1.1', now())),
      'the same bounce again',
    ).toBe(false);
    expect(await states()).toEqual(['bounced', 'failed']);
    expect(await db.sql`SELECT kind FROM task`).toEqual([{ kind: 'call-customer' }]);
  });

  it('that cannot be reached for two days leaves a task', async () => {
    const unreachable = {
      now,
      send: (mail: Parameters<typeof sendMail>[1]) => sendMail({ ...settings, port: 9 }, mail),
    };
    for (let hours = 0; hours < 49; hours += 1) {
      await sendDueNotice(unreachable);
      later(3_600);
    }
    expect(await states()).toEqual(['failed']);
    expect(await db.sql`SELECT kind FROM task`).toEqual([{ kind: 'notice-failed' }]);
  });

  it('that goes silent after it took the mail leaves it to a person, who has it sent again as the same mail', async () => {
    afterDot = () =>
      server.connections.forEach((one) =>
        (one as unknown as { _socket: { destroy(): void } })._socket.destroy(),
      );
    await send();
    expect(await states()).toEqual(['ambiguous']);
    expect(await caseState()).toMatchObject({ attention: true });
    later(100_000);
    expect(await send(), 'nobody sends it again by himself').toBe(false);
    afterDot = null;
    const [notice] = await listNotices(caseId);
    expect(await resolveNotice(notice?.id ?? 0, 'send-again', agentId, now())).toMatchObject({ ok: true });
    expect(await resolveNotice(notice?.id ?? 0, 'arrived', agentId, now())).toMatchObject({
      code: 'already-resolved',
    });
    await send();
    expect(await states()).toEqual(['accepted']);
    expect(await caseState()).toMatchObject({ attention: false, state: 'waiting_for_customer' });
    const ids = received.map(({ mime }) => /^message-id: (.*)$/im.exec(mime)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('may have it when a person says so', async () => {
    afterDot = () =>
      server.connections.forEach((one) =>
        (one as unknown as { _socket: { destroy(): void } })._socket.destroy(),
      );
    await send();
    const [notice] = await listNotices(caseId);
    await resolveNotice(notice?.id ?? 0, 'arrived', agentId, now());
    expect(await states()).toEqual(['accepted']);
    expect(await caseState()).toMatchObject({ state: 'waiting_for_customer', attention: false });
  });
});

describe('a worker', () => {
  it('killed after the server took the mail sends it once, and a person is asked', async () => {
    await release();
    await db.sql`UPDATE notice SET due_at = now()`;
    const worker = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, '../../workers/main.ts'), 'send-notices'],
      {
        env: { ...process.env, DATABASE_URL: db.url, SMTP_PORT: String(settings.port), LOG_LEVEL: 'silent' },
        stdio: 'ignore',
      },
    );
    afterDot = () => worker.kill('SIGKILL');
    await once(worker, 'exit');
    expect(received).toHaveLength(1);
    expect(await states()).toEqual(['sending']);
    afterDot = null;
    clock = Date.now();
    later(200);
    expect(await giveUpLostSendings(now()), 'it may be at it still').toBe(0);
    clock = Date.now();
    later(241);
    expect(await giveUpLostSendings(now())).toBe(1);
    expect(await send()).toBe(false);
    expect(received).toHaveLength(1);
    expect(await states()).toEqual(['ambiguous']);
    expect(await caseState()).toMatchObject({ attention: true });
  }, 60_000);

  it('and another at the same time send a notice once', async () => {
    await release();
    later(11);
    await Promise.all([send(), send(), send()]);
    expect(received).toHaveLength(1);
  });

  it('whose server nobody has named lets the notice wait', async () => {
    await release();
    later(11);
    expect(await sendDueNotice({ now, send: 'not-configured' })).toBe(false);
    expect(await states()).toEqual(['waiting']);
  });

  it('of the sample provider sends nothing, and says so', async () => {
    await release();
    later(11);
    await sendDueNotice({ now, send: 'nothing-leaves' });
    expect(await states()).toEqual(['kept']);
    expect(received).toHaveLength(0);
    const [notice] = await listNotices(caseId);
    expect((await findNotice(db.sql, notice?.id ?? 0))?.acceptedAt).toBeNull();
  });
});
