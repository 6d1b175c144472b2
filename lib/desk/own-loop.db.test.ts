// Our own feedback loop: who proves a domain gets reports about mail that he signed, without whoever received it, at his
// pace, and not when his address refuses.

import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { readReport } from '@/lib/formats/read-report';
import { findSubscriber, listReports } from '@/lib/own-loop/queries';
import type { SubscriberBody } from '@/lib/own-loop/types';
import { verifySignatures } from '@/lib/reporters/verify-signatures';
import { signMail } from '@/lib/smtp/build-mail';
import { changeSubscriberState } from './change-subscriber-state';
import { proveOwnLoopDomain } from './prove-own-loop-domain';
import { saveSubscriber } from './save-subscriber';
import { noteMailBounce } from './send-due-mail';
import { sendOwnLoopCode } from './send-own-loop-code';
import { takeOwnLoopMail } from './take-own-loop-mail';

const keys = vi.hoisted(() => ({ own: '' }));
vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    NOTICE_BOUNCE_TO: 'bounce@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});
vi.mock('./notice-settings', async (original) => ({
  ...(await original<object>()),
  dkimKey: () => ({ domain: 'example.com', selector: 'own', privateKey: keys.own }),
}));

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const [sender, own] = [pair(), pair()];
keys.own = own.privateKey;
const zone: Record<string, Buffer> = {
  's1._domainkey.news.example.net': sender.publicKey,
  'own._domainkey.example.com': own.publicKey,
};
const resolve = (name: string): Promise<string[][]> => {
  const key = zone[name];
  return key === undefined
    ? Promise.reject(Object.assign(new Error(name), { code: 'ENOTFOUND' }))
    : Promise.resolve([[`v=DKIM1; k=rsa; p=${key.toString('base64')}`]]);
};
const now = new Date('2026-11-22T10:00:00Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const body: SubscriberBody = {
  organisation: 'Werbewelle',
  reportAddress: 'fbl@example.net',
  domains: ['example.net'],
  ranges: ['203.0.113.0/24'],
  perHour: 2,
  perDay: 3,
  note: null,
};

let db: TestDatabase;
let admin: { id: number };
let id: number;

const mail = (serial = 1) =>
  Buffer.from(
    [
      'Received: from out.example.net ([203.0.113.9]) by mx1.example.com with ESMTPS id A1',
      '\tfor <erika.muster@example.com>; Sun, 22 Nov 2026 09:00:00 +0000',
      'Delivered-To: erika.muster@example.com',
      'From: Angebote <angebote@news.example.net>',
      'To: "Erika Muster" <erika.muster@example.com>',
      `Subject: Erika, nur heute (${serial})`,
      `Message-ID: <${serial}.1@news.example.net>`,
      'List-Unsubscribe: <https://news.example.net/u/erika.muster%40example.com>',
      'Date: Sun, 22 Nov 2026 09:00:00 +0000',
      '',
      'Hallo Erika Muster, https://news.example.net/c?e=erika.muster@example.com',
      '',
    ].join('\r\n'),
  );
const signed = (serial = 1) =>
  signMail(mail(serial), { domain: 'news.example.net', selector: 's1', privateKey: sender.privateKey });
const take = async (raw: Buffer | Promise<Buffer>, clientIp: string | null = null, at = now) =>
  takeOwnLoopMail(
    { kind: 'click', raw: await raw, recipients: ['erika.muster@example.com'], clientIp },
    { now: at, resolve },
  );
const outbox = () => db.sql<{ id: number; to: string; mime: Buffer }[]>`
  SELECT id, to_address AS "to", mime FROM outgoing_mail WHERE purpose = 'own-loop' ORDER BY id`;

async function prove(domain = 0) {
  const domainId = (await findSubscriber(id))?.domains[domain]?.id ?? 0;
  await sendOwnLoopCode({ subscriberId: id, domainId, mailbox: 'postmaster' }, admin, {
    now,
    code: 'ABCD-EFGH-JKMN',
  });
  return proveOwnLoopDomain({ subscriberId: id, domainId, code: 'abcd efgh jkmn' }, admin, minutes(1));
}

beforeEach(async () => {
  db = await freshDatabase();
  const [user] = await db.sql<
    { id: number }[]
  >`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna') RETURNING id`;
  admin = user ?? { id: 0 };
  const saved = await saveSubscriber({ id: null, seen: null, body }, admin, now);
  id = saved.ok ? saved.data.id : 0;
});
afterEach(() => db.drop());

describe('a domain', () => {
  it('is proved by the code that went to its postmaster, and makes the subscriber active', async () => {
    expect(await take(signed())).toMatchObject({ data: { matched: 0 } });
    expect(await prove()).toMatchObject({ ok: true });
    const [code] = await db.sql<{ to: string }[]>`
      SELECT to_address AS "to" FROM outgoing_mail WHERE purpose = 'own-loop-verification'`;
    expect(code?.to).toBe('postmaster@example.net');
    expect(await findSubscriber(id)).toMatchObject({ state: 'active', domains: [{ domain: 'example.net' }] });
  });

  it('is not proved by a wrong code, after five tries, after a week, or for a second subscriber', async () => {
    const domainId = (await findSubscriber(id))?.domains[0]?.id ?? 0;
    const tell = (code: string, at = now) =>
      proveOwnLoopDomain({ subscriberId: id, domainId, code }, admin, at);
    expect(await tell('AAAA')).toMatchObject({ code: 'no-code' });
    const send = () =>
      sendOwnLoopCode({ subscriberId: id, domainId, mailbox: 'abuse' }, admin, { now, code: 'AAAA' });
    await send();
    expect(await tell('AAAA', minutes(7 * 24 * 60 + 1))).toMatchObject({ code: 'no-code' });
    for (let turn = 0; turn < 5; turn += 1) expect(await tell('BBBB')).toMatchObject({ code: 'fields' });
    expect(await tell('AAAA')).toMatchObject({ code: 'no-code' });
    expect((await findSubscriber(id))?.state).toBe('pending');

    await prove();
    const second = await saveSubscriber(
      { id: null, seen: null, body: { ...body, organisation: 'Zweite' } },
      admin,
    );
    id = second.ok ? second.data.id : 0;
    expect(await prove()).toMatchObject({ code: 'proved-elsewhere' });
  });
});

describe('a report', () => {
  beforeEach(() => prove());

  it('is ARF that our own reader takes without a note, signed, and tells nothing of who received the mail', async () => {
    expect(await take(signed())).toEqual({ ok: true, data: { matched: 1, queued: 1, held: 0, known: 0 } });
    const [report] = await outbox();
    expect(report?.to).toBe('fbl@example.net');
    const raw = report?.mime ?? Buffer.alloc(0);
    const text = raw.toString('latin1');
    expect(text).toMatch(/^Content-Type: message\/feedback-report\r$/m);
    expect(text).toMatch(/^Feedback-Type: abuse\r$/m);
    expect(text).toMatch(/^Reported-Domain: news\.example\.net\r$/m);
    expect(text).toContain('<1.1@news.example.net>');
    expect(text).not.toMatch(/erika|muster/i);
    expect(text).not.toContain('mx1.example.com');
    expect((await verifySignatures(raw, now, resolve)).dkimDomains).toEqual(['example.com']);
    const reading = readReport(raw);
    expect(reading).toMatchObject({ outcome: 'report', format: 'arf' });
    expect(reading.outcome === 'report' ? reading.report.notes : null).toEqual([]);
  });

  it('hides a user whom only the caller names: a blind copy', async () => {
    const named = /^(?:Delivered-To|To|List-Unsubscribe|\tfor).*\r\n/gm;
    const blind = Buffer.from(mail().toString('latin1').replaceAll(named, ''), 'latin1');
    expect(blind.toString('latin1')).toMatch(/^Subject: Erika/m);
    expect(await take(blind, '203.0.113.9')).toMatchObject({ data: { queued: 1 } });
    const [report] = await outbox();
    expect(report?.mime.toString('latin1')).not.toMatch(/erika|muster/i);
  });

  it('needs a signature that verifies, or an address of the subscriber', async () => {
    expect(await take(mail())).toMatchObject({ data: { matched: 0 } });
    const forged = Buffer.from(
      (await signed()).toString('latin1').replace('nur heute', 'nur morgen'),
      'latin1',
    );
    expect(await take(forged)).toMatchObject({ data: { matched: 0 } });
    expect(await take(mail(), '198.51.100.9')).toMatchObject({ data: { matched: 0 } });
    expect(await take(mail(), '203.0.113.9')).toMatchObject({ data: { matched: 1, queued: 1 } });
    expect(await take(mail(), '203.0.113.9')).toMatchObject({ data: { known: 1, queued: 0 } });
    expect(await outbox()).toHaveLength(1);
  });

  it('waits for the DNS instead of telling nobody', async () => {
    const raw = await signed();
    const down = () => Promise.reject(Object.assign(new Error('down'), { code: 'ESERVFAIL' }));
    const given = { kind: 'click' as const, raw, recipients: ['erika.muster@example.com'], clientIp: null };
    expect(await takeOwnLoopMail(given, { now, resolve: down })).toMatchObject({ code: 'undecided' });
  });

  it('is never about a report', async () => {
    await take(signed());
    const [report] = await outbox();
    expect(await take(report?.mime ?? mail(), '203.0.113.9')).toMatchObject({ code: 'about-report' });
  });

  it('is held back beyond the pace of an hour and of a day, and counted', async () => {
    for (let serial = 1; serial <= 3; serial += 1) await take(signed(serial));
    expect(await outbox()).toHaveLength(2);
    expect(await take(signed(4), null, minutes(61))).toMatchObject({ data: { queued: 1 } });
    expect(await take(signed(5), null, minutes(130))).toMatchObject({ data: { held: 1, queued: 0 } });
    const reports = await listReports(id, null, 10);
    expect(reports.map(({ state }) => state)).toEqual([
      'held-day',
      'queued',
      'held-hour',
      'queued',
      'queued',
    ]);
    expect(await take(signed(6), null, minutes(24 * 60 + 62))).toMatchObject({ data: { queued: 1 } });
  });

  it('does not go to a subscriber whose address refused three times, until he is resumed', async () => {
    await db.sql`UPDATE own_loop_subscriber SET per_hour = 100, per_day = 100`;
    for (let serial = 1; serial <= 3; serial += 1) await take(signed(serial), null, minutes(2));
    await db.sql`UPDATE outgoing_mail SET state = 'accepted', due_at = NULL`;
    const bounce = (mailId: number) => db.sql.begin((tx) => noteMailBounce(tx, mailId, '5.1.1', minutes(5)));
    const [first, second, third] = await outbox();
    for (const one of [first, second]) await bounce(one?.id ?? 0);
    expect((await findSubscriber(id))?.state).toBe('active');
    await bounce(third?.id ?? 0);
    expect((await findSubscriber(id))?.state).toBe('suspended');
    const tasks = () => db.sql`SELECT kind FROM task WHERE done_at IS NULL`;
    expect(await tasks()).toEqual([{ kind: 'own-loop-suspended' }]);
    expect(await take(signed(9))).toMatchObject({ data: { matched: 0 } });

    expect(await changeSubscriberState({ id, state: 'active' }, admin, minutes(10))).toMatchObject({
      ok: true,
    });
    expect(await tasks()).toEqual([]);
    expect(await take(signed(9), null, minutes(11))).toMatchObject({ data: { queued: 1 } });
  });

  it('ends with the proof of the last domain', async () => {
    const known = await findSubscriber(id);
    const seen = known?.updatedAt.toISOString() ?? '';
    await saveSubscriber({ id, seen, body: { ...body, domains: ['example.org'] } }, admin, now);
    expect((await findSubscriber(id))?.state).toBe('pending');
    expect(await take(signed())).toMatchObject({ data: { matched: 0 } });
    expect(await changeSubscriberState({ id, state: 'active' }, admin)).toMatchObject({
      code: 'nothing-proved',
    });
  });
});
