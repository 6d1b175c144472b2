// Complaints go on to the reseller of their customer, once, without a complainant; what may not go stays, and mail that
// comes back stops it.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { readReport } from '@/lib/formats/read-report';
import { listMails } from '@/lib/outgoing/queries';
import { listPassed, listRecipients } from '@/lib/passing-on/queries';
import type { RecipientSettings } from '@/lib/passing-on/recipient-store';
import { sendMail } from '@/lib/smtp/send-mail';
import { passOnComplaints } from './pass-on-complaints';
import { resumePassOn, savePassOnRecipient } from './save-pass-on-recipient';
import { noteMailBounce, sendDueMail } from './send-due-mail';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { startSmtpServer, type TestServer } from './testing/smtp-server';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
    DEFAULT_TIME_ZONE: 'Europe/Berlin',
  });
});

const login = 'erika@example.com';
let db: TestDatabase;
let server: TestServer;
let clock: number;
let userId: number;
const now = () => new Date(clock);

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop.example']);
  server = await startSmtpServer();
  clock = Date.now();
  const [reseller] = await db.sql<{ id: number }[]>`
    INSERT INTO customer (number, name, is_reseller) VALUES ('R-1', 'Wiederverkauf', true) RETURNING id`;
  const [customer] = await db.sql<{ id: number }[]>`
    INSERT INTO customer (number, name, reseller_id) VALUES ('K-1', 'Erika', ${reseller?.id ?? 0}) RETURNING id`;
  await db.sql`INSERT INTO account (login, domain, customer_id) VALUES (${login}, 'example.com', ${customer?.id ?? 0})`;
  const [user] = await db.sql<
    { id: number }[]
  >`INSERT INTO app_user (login, name) VALUES ('a', 'A') RETURNING id`;
  userId = user?.id ?? 0;
});
afterEach(async () => {
  await server.close();
  await db.drop();
});

const settings: RecipientSettings = {
  to: 'abuse@reseller.example',
  form: 'arf',
  rhythm: 'at-once',
  level: 'text',
  language: 'de',
  isActive: true,
};
const add = async (more: Partial<RecipientSettings> = {}, number = 'R-1') => {
  const since = new Date(clock - 60_000);
  return savePassOnRecipient({ id: null, number, settings: { ...settings, ...more } }, userId, since);
};
const complain = async (serials: number[]) => {
  await storeMails(
    db,
    serials.map((serial) => ({ raw: arfMail({ loop: 'loop.example', sender: login, serial }) })),
  );
  await drain();
};
const run = () => passOnComplaints(now());
const send = async () => {
  while (await sendDueMail({ now, send: (mail) => sendMail(server.settings, mail) }));
};
const states = async () =>
  (await listPassed({ recipientId: null }, null, 50)).map(({ state, reason }) => reason ?? state);

describe('a complaint', () => {
  it('goes to the reseller once, as a report that names nobody', async () => {
    await add();
    await complain([1, 2]);
    expect(await run()).toEqual({ collected: 2, mails: 2 });
    expect(await run()).toEqual({ collected: 0, mails: 0 });
    await send();
    expect(server.received.map(({ to }) => to)).toEqual(['abuse@reseller.example', 'abuse@reseller.example']);
    for (const { mime } of server.received) {
      const outcome = readReport(Buffer.from(mime, 'latin1'));
      expect(outcome.outcome === 'report' && outcome.report.notes).toEqual([]);
      expect(outcome.outcome === 'report' && outcome.reported?.fromAddress).toBe(login);
      expect(mime).not.toMatch(/reader\d/);
    }
    const [row] = await listPassed({ recipientId: null }, null, 50);
    expect(row).toMatchObject({
      state: 'queued',
      account: login,
      outgoing: { state: 'accepted' },
      recipient: { name: 'Wiederverkauf' },
    });
  });

  it('that is read anew does not go again; two runs at the same time send it once', async () => {
    await add();
    await complain([1]);
    await Promise.all([run(), run()]);
    await db.sql`UPDATE raw_message SET state = 'received'`;
    await drain();
    await run();
    expect(await listMails({ purpose: 'pass-on', relatedTo: null, isTrouble: false }, null, 50)).toHaveLength(
      1,
    );
  });

  it('from before it was switched on, or for a recipient that is off, stays here', async () => {
    await complain([1]);
    await savePassOnRecipient({ id: null, number: 'R-1', settings }, userId, new Date(clock + 60_000));
    expect(await run()).toEqual({ collected: 0, mails: 0 });
    await db.sql`UPDATE pass_on_recipient SET is_active = false, active_since = NULL`;
    await complain([2]);
    expect(await run()).toEqual({ collected: 0, mails: 0 });
  });

  it('goes to the nearest one alone: the customer himself before his reseller', async () => {
    await add();
    await add({ to: 'abuse@kunde.example' }, 'K-1');
    await complain([1]);
    await run();
    await send();
    expect(server.received.map(({ to }) => to)).toEqual(['abuse@kunde.example']);
  });

  it('of a loop whose terms forbid it, or about sexual abuse of children, stays here', async () => {
    await add();
    await complain([1, 2]);
    await db.sql`UPDATE feedback_loop SET discloses = false`;
    const [first] = await db.sql<{ id: number }[]>`SELECT id FROM raw_message ORDER BY id LIMIT 1`;
    await db.sql`UPDATE raw_message SET state = 'restricted' WHERE id = ${first?.id ?? 0}`;
    expect(await run()).toMatchObject({ mails: 0 });
    expect((await states()).sort()).toEqual(['restricted', 'terms']);
  });

  it.each([
    ['XARF where that was chosen and all is known that it demands', 40_123, 'xarf'],
    ['ARF where XARF was chosen and the source port is not known', null, 'arf'],
  ])('goes as %s, and as one digest a day', async (_, port, form) => {
    await add({ form: 'xarf', rhythm: 'daily', level: 'minimal' });
    await complain([1, 2, 3]);
    await db.sql`UPDATE report SET source_port = ${port}`;
    clock = Date.parse('2026-11-23T03:00:00Z');
    await db.sql`UPDATE complaint SET received_at = ${now()}`;
    await db.sql`UPDATE pass_on_recipient SET active_since = ${new Date(clock - 1_000)}`;
    expect(await run(), 'four in the morning').toEqual({ collected: 3, mails: 0 });
    clock += 4 * 3_600_000;
    await run();
    expect(await run()).toEqual({ collected: 0, mails: 0 });
    await send();
    expect(server.received).toHaveLength(1);
    const mime = server.received[0]?.mime ?? '';
    const parts =
      form === 'xarf' ? /^Content-Type: application\/json/gim : /^Content-Type: message\/feedback-report/gim;
    expect(mime.match(parts)).toHaveLength(3);
    expect(/^X-XARF:/im.test(mime)).toBe(form === 'xarf');
    expect(mime).not.toMatch(/reader\d|_internal/);
  });
});

describe('a recipient', () => {
  it('whose mail bounces gets nothing more, until a person resumes', async () => {
    await add();
    await complain([1]);
    await run();
    await send();
    const [mail] = await listMails({ purpose: 'pass-on', relatedTo: null, isTrouble: false }, null, 1);
    expect(await db.sql.begin((tx) => noteMailBounce(tx, mail?.id ?? 0, '5.1.1', now()))).toBe(true);
    expect(await db.sql`SELECT kind FROM task WHERE done_at IS NULL`).toEqual([
      { kind: 'pass-on-suspended' },
    ]);
    await complain([2]);
    expect(await run()).toEqual({ collected: 0, mails: 0 });
    const [recipient] = await listRecipients(now(), null, 50);
    expect(recipient).toMatchObject({ suspendedFor: '5.1.1', written: 1 });
    expect(await resumePassOn(recipient?.id ?? 0, userId)).toMatchObject({ ok: true });
    expect(await run()).toEqual({ collected: 1, mails: 1 });
    expect(await db.sql`SELECT kind FROM task WHERE done_at IS NULL`).toEqual([]);
  });

  it.each(['abuse@example.com', 'ABUSE+x@example.com', 'fbl@loop.example', 'any@loop.example'])(
    'cannot be %s: mail would come back',
    async (to) => {
      expect(await add({ to })).toMatchObject({ ok: false, fields: { to: 'leads-back' } });
    },
  );

  it('gets no more than sixty mails an hour; what is beyond waits', async () => {
    await add();
    await complain(Array.from({ length: 63 }, (_, i) => i));
    expect(await run()).toEqual({ collected: 63, mails: 60 });
    expect((await states()).filter((state) => state === 'pending').length).toBe(3);
    clock += 3_700_000;
    expect(await run()).toEqual({ collected: 0, mails: 3 });
  });

  it('is one a customer, and an old form does not overwrite a newer one', async () => {
    const first = await add();
    expect(await add()).toMatchObject({ fields: { number: 'has-recipient' } });
    expect(await add({}, 'K-9')).toMatchObject({ fields: { number: 'no-customer' } });
    const known = first.ok ? first.data : { id: 0, version: '' };
    const change = (level: 'minimal' | 'text') =>
      savePassOnRecipient({ ...known, settings: { ...settings, level } }, userId);
    expect(await change('minimal')).toMatchObject({ ok: true });
    expect(await change('text')).toMatchObject({ code: 'stale' });
  });
});
