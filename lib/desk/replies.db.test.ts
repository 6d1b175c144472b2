// The way of an answer to its case, against a real database: what routes it, what it changes, and above all what it does
// not (invariant 8). Forged answers, bounce storms and auto-responders included.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { noticeMessageId } from '@/lib/notices/tokens';
import { listReplies, listWaitingReplies } from '@/lib/replies/queries';
import { handleReply } from './handle-reply';
import { linkReply } from './link-reply';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    NOTICE_BOUNCE_TO: 'bounce@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});

const key = Buffer.from('a7'.repeat(32), 'hex');
const login = 'erika@example.com';
const contact = 'privat@example.net';
const token = 'c0ffee00'.repeat(4);
let db: TestDatabase;
let caseId: number;
let messageId: string;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop.example']);
  const [customer] = await db.sql<{ id: number }[]>`
    INSERT INTO customer (number, name) VALUES ('K-7', 'Erika Muster') RETURNING id`;
  await db.sql`INSERT INTO account (login, domain, customer_id) VALUES (${login}, 'example.com', ${customer!.id})`;
  await db.sql`
    INSERT INTO customer_contact (customer_id, kind, value, origin, position) VALUES
      (${customer!.id}, 'email', ${contact}, 'x', 1), (${customer!.id}, 'email', 'zweite@example.org', 'x', 2)`;
  await storeMails(
    db,
    Array.from({ length: 60 }, (_, serial) => ({
      raw: arfMail({ loop: 'loop.example', sender: login, serial }),
    })),
  );
  await drain();
  const [row] = await db.sql<{ id: number }[]>`UPDATE "case" SET state = 'waiting_for_customer' RETURNING id`;
  caseId = row!.id;
  messageId = noticeMessageId(caseId, 'a1b2c3d4a1b2c3d4', 'example.com', key);
  await db.sql`
    INSERT INTO notice (case_id, kind, action, to_address, language, tone, subject, body, mime, message_id, reply_token,
      envelope_from, state, accepted_at)
    VALUES (${caseId}, 'mailbox-locked', 'mailbox-locked', ${contact}, 'de', 'sie', 'Spam', 'Text', '', ${messageId}, ${token},
      'bounce@example.com', 'accepted', now())`;
});
afterEach(() => db.drop());

function mail(
  fields: Record<string, string>,
  body = 'Der Rechner ist gescannt.\r\n\r\nAm 03.11.26 um 10:12 schrieb Abuse:\r\n> gesperrt',
): Buffer {
  const all = {
    From: `Erika <${contact}>`,
    To: 'abuse@example.com',
    Subject: 'AW: Spam',
    'Message-ID': '<k1@example.net>',
    ...fields,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${head.join('\r\n')}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n`);
}

function dsn(to: string, status: string, action: string, serial = 0): Buffer {
  return Buffer.from(
    [
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.example.net',
      `To: ${to}`,
      `Subject: Undelivered ${serial}`,
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'failed',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example.net',
      '',
      `Final-Recipient: rfc822; ${contact}`,
      `Action: ${action}`,
      `Status: ${status}`,
      '',
      '--b--',
      '',
    ].join('\r\n'),
  );
}

async function take(...raws: Buffer[]): Promise<void> {
  await storeMails(
    db,
    raws.map((raw) => ({ raw })),
  );
  await drain();
}

/** Puts all mail that waits into a mailbox of this role. */
async function takeAt(role: string, raw: Buffer): Promise<void> {
  const [mailbox] = await db.sql<{ id: number }[]>`
    INSERT INTO mailbox (name, kind, role) VALUES (${role}, 'maildir', ${role}) RETURNING id`;
  const [id] = await storeMails(db, [{ raw }]);
  await db.sql`INSERT INTO delivery (mailbox_id, uid_validity, uid, raw_message_id) VALUES (${mailbox!.id}, 1, '1', ${id!})`;
  await drain();
}

const replies = () =>
  db.sql`SELECT case_id, linked_by, kind, text, authenticated, handled_at FROM reply ORDER BY id`;
const state = async () =>
  (await db.sql`SELECT state, attention, version FROM "case" WHERE id = ${caseId}`)[0] as Record<
    string,
    unknown
  >;
const events = async () =>
  (
    await db.sql`SELECT kind, detail->>'action' AS action FROM case_event WHERE kind IN ('reply', 'notice') ORDER BY id`
  ).map((row) => `${String(row['kind'])} ${String(row['action'])}`);
const accountRow = () =>
  db.sql`SELECT score, stage, complaints, active, cleared_before FROM account WHERE login = ${login}`;

describe('an answer', () => {
  it('with our token puts the case to answered and on top, once, and shows only what is new in it', async () => {
    const before = await state();
    await take(mail({ To: `abuse+${token}@example.com` }));
    expect(await replies()).toMatchObject([
      {
        case_id: caseId,
        linked_by: 'token',
        kind: 'answer',
        text: 'Der Rechner ist gescannt.',
        handled_at: null,
      },
    ]);
    expect(await state()).toMatchObject({
      state: 'answered',
      attention: true,
      version: Number(before['version']) + 1,
    });
    expect(await events()).toEqual(['reply received']);
    await db.sql`UPDATE raw_message SET state = 'received', attempts = 0 WHERE format = 'reply'`;
    await drain();
    expect(await replies(), 'read again').toHaveLength(1);
    expect(await events()).toEqual(['reply received']);
  });

  it('to our Message-ID finds its case without the token', async () => {
    await take(mail({ 'In-Reply-To': `<${messageId}>` }));
    expect(await replies()).toMatchObject([{ case_id: caseId, linked_by: 'message-id' }]);
    expect(await state()).toMatchObject({ state: 'answered' });
  });

  it('with a forged Message-ID or token finds none and changes nothing', async () => {
    const forged = `<${messageId.replace(/\.[0-9a-f]{20}@/, `.${'0'.repeat(20)}@`)}>`;
    await takeAt('replies', mail({ 'In-Reply-To': forged, To: `abuse+${'0'.repeat(32)}@example.com` }));
    expect(await replies()).toMatchObject([{ case_id: null, linked_by: 'none' }]);
    expect(await state()).toMatchObject({ state: 'waiting_for_customer', attention: false });
    expect(await events()).toEqual([]);
  });

  it('that only names the case belongs to none until a person says so', async () => {
    const [row] = await db.sql<{ number: string }[]>`SELECT number FROM "case"`;
    await takeAt('both', mail({ Subject: `Frage zu ${row!.number}` }));
    expect(await replies()).toMatchObject([{ case_id: null, linked_by: 'suggested' }]);
    expect(await state()).toMatchObject({ state: 'waiting_for_customer' });
  });

  it('never changes the account, whatever it says and whoever it says it is from', async () => {
    const before = await accountRow();
    await take(
      mail(
        { To: `abuse+${token}@example.com`, From: 'admin@example.com' },
        'Bitte sofort freigeben! Passwort geändert.',
      ),
    );
    expect(await accountRow()).toEqual(before);
    expect(await db.sql`SELECT 1 FROM checklist_tick`).toHaveLength(0);
  });

  it('counts as authentic only by the word of our own mail exchanger on the domain of From', async () => {
    const to = { To: `abuse+${token}@example.com` };
    const stamped = (id: string, domain: string) => ({
      'Authentication-Results': `${id}; dkim=pass header.d=${domain}`,
    });
    await take(
      mail({ ...stamped('mx1.example.com', 'example.net'), ...to, 'Message-ID': '<1@x.example>' }),
      mail({ ...stamped('mx1.example.com', 'evil.example'), ...to, 'Message-ID': '<2@x.example>' }),
      mail({ ...stamped('mx.evil.example', 'example.net'), ...to, 'Message-ID': '<3@x.example>' }),
    );
    expect((await replies()).map((row) => row['authenticated'])).toEqual(['aligned', 'unaligned', 'unknown']);
  });

  it('to a closed case is kept on it and reopens nothing', async () => {
    await db.sql`UPDATE "case" SET state = 'closed', closed_at = now(), outcome = 'cleaned'`;
    await take(mail({ To: `abuse+${token}@example.com` }));
    expect(await replies()).toMatchObject([{ case_id: caseId, handled_at: null }]);
    expect(await state()).toMatchObject({ state: 'closed', attention: true });
  });
});

describe('other mail', () => {
  it('in a mailbox for complaints goes the way of complaints', async () => {
    await take(mail({}, 'Guten Tag'));
    expect(await replies()).toEqual([]);
  });

  it('of programs is kept on the case and is no answer', async () => {
    const to = { To: `abuse+${token}@example.com` };
    const marks: Record<string, string>[] = [
      { 'Auto-Submitted': 'auto-replied' },
      { Precedence: 'bulk' },
      { 'X-Auto-Response-Suppress': 'All' },
      { 'List-Id': '<x.example.net>' },
      { 'Return-Path': '<>' },
      { 'Message-ID': `<${messageId}>` },
    ];
    await take(...marks.map((mark, i) => mail({ 'Message-ID': `<${i}@x.example>`, ...to, ...mark })));
    expect((await replies()).map((row) => row['kind'])).toEqual(marks.map(() => 'auto-reply'));
    expect(await state()).toMatchObject({ state: 'waiting_for_customer', attention: false });
    expect(await events()).toEqual([]);
    expect(await db.sql`SELECT 1 FROM notice`, 'nothing was answered').toHaveLength(1);
  });

  it('from a storm of bounces writes to the next contact once', async () => {
    const bounce = `bounce+b${token}@example.com`;
    await take(...Array.from({ length: 20 }, (_, i) => dsn(bounce, '5.1.1', 'failed', i)));
    const notices = await db.sql`SELECT to_address, state FROM notice ORDER BY id`;
    expect(notices).toEqual([
      { to_address: contact, state: 'bounced' },
      { to_address: 'zweite@example.org', state: 'waiting' },
    ]);
    expect(await state()).toMatchObject({ state: 'waiting_for_customer' });
  });

  it('about a delay, or a bounce without the mark of the envelope, changes nothing', async () => {
    await take(
      dsn(`bounce+b${token}@example.com`, '4.4.1', 'delayed'),
      dsn(`abuse+${token}@example.com`, '5.1.1', 'failed', 1),
      dsn('bounce@example.com', '5.1.1', 'failed', 2),
      dsn(`bounce+b${'0'.repeat(32)}@example.com`, '5.1.1', 'failed', 3),
    );
    expect((await replies()).map((row) => row['kind'])).toEqual(['delay', 'bounce', 'bounce']);
    expect(await db.sql`SELECT state FROM notice`).toEqual([{ state: 'accepted' }]);
  });
});

describe('a person', () => {
  const anna = async () =>
    (
      await db.sql<{ id: number }[]>`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna') RETURNING id`
    )[0]!.id;

  it('gives an answer to its case once, and takes it off the pile once', async () => {
    const userId = await anna();
    const [row] = await db.sql<{ number: string }[]>`SELECT number FROM "case"`;
    await takeAt('replies', mail({ Subject: `Frage zu ${row!.number}` }));
    const [waiting] = await listWaitingReplies(null);
    expect(waiting).toMatchObject({ named: row!.number, case: null });
    const replyId = waiting!.id;
    expect(await linkReply({ replyId, number: 'AD-2026-9999' }, userId)).toMatchObject({ ok: false });
    expect(await linkReply({ replyId, number: row!.number }, userId)).toMatchObject({ ok: true });
    expect(await linkReply({ replyId, number: row!.number }, userId)).toMatchObject({
      code: 'already-linked',
    });
    expect(await state()).toMatchObject({ state: 'answered', attention: true });
    expect(await listWaitingReplies(null)).toEqual([]);
    expect(await handleReply(replyId, userId)).toMatchObject({ ok: true });
    expect(await handleReply(replyId, userId)).toMatchObject({ code: 'already-handled' });
    expect(await state()).toMatchObject({ state: 'answered', attention: false });
    expect(await events()).toEqual(['reply linked', 'reply handled']);
    expect(await db.sql`SELECT 1 FROM audit_entry WHERE action = 'case-reply'`).toHaveLength(2);
  });

  it('sees answers to ended cases, and whether the writer is a known contact', async () => {
    const stamp = { 'Authentication-Results': 'mx1.example.com; dkim=pass header.d=example.net' };
    await db.sql`UPDATE "case" SET state = 'closed', closed_at = now(), outcome = 'cleaned'`;
    await take(mail({ ...stamp, To: `abuse+${token}@example.com` }));
    const [row] = await listReplies(caseId);
    expect(row).toMatchObject({
      isContact: true,
      authenticated: 'aligned',
      quoted: expect.stringContaining('gesperrt'),
    });
    expect(await listWaitingReplies(null)).toMatchObject([{ case: { state: 'closed' } }]);
  });
});
