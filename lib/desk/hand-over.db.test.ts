// An agent passes a report about mail that is not ours on: to whom the registry names, once, without the complainant;
// never back to who reported, never about a report, and not without end to one contact.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ContactAsking } from '@/lib/abuse-contact/find-contact';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { readReport } from '@/lib/formats/read-report';
import { findMailBytes, listMails } from '@/lib/outgoing/queries';
import { findAbuseContact } from './find-abuse-contact';
import { handOverReport, prepareHandOver } from './hand-over-report';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});

let db: TestDatabase;
let userId: number;
let mailId: number;
const now = new Date();
const place = () => ({ rawMessageId: mailId, ordinal: 0 });

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop.example']);
  const [user] = await db.sql<
    { id: number }[]
  >`INSERT INTO app_user (login, name) VALUES ('a', 'Anna') RETURNING id`;
  userId = user?.id ?? 0;
  mailId = await report(1);
});
afterEach(() => db.drop());

/** A report about mail of a stranger's server. */
async function report(serial: number, more: (raw: string) => string = (raw) => raw): Promise<number> {
  const raw = arfMail({ loop: 'loop.example', sender: 'spammer@fremd.example', serial }).toString('latin1');
  const [id = 0] = await storeMails(db, [
    { raw: Buffer.from(more(raw.replaceAll('192.0.2.', '198.51.100.')), 'latin1') },
  ]);
  await drain();
  await db.sql`UPDATE report SET source_ip = '198.51.100.7' WHERE raw_message_id = ${id}`;
  await db.sql`UPDATE attribution SET verdict = 'unattributed', account_id = NULL WHERE report_id IN (SELECT id FROM report WHERE raw_message_id = ${id})`;
  return id;
}

const asking = (address: string): ContactAsking => ({
  fetchJson: () =>
    Promise.resolve({
      entities: [{ roles: ['abuse'], vcardArray: ['vcard', [['email', {}, 'text', address]]] }],
    }),
  registry: () => Promise.resolve({ services: [[['198.51.100.0/24'], ['https://rdap.example/']]] }),
  resolveTxt: () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })),
  zone: null,
});
const find = async (address = 'abuse@netz.example') => {
  const prepared = await prepareHandOver(place(), now);
  return findAbuseContact(prepared?.target ?? { ip: null, domain: null }, asking(address), now);
};

describe('a report about mail that is not ours', () => {
  it('goes to the contact that was found, as it was shown, once', async () => {
    expect(await handOverReport(place(), userId, now)).toMatchObject({ code: 'no-contact' });
    await find();
    const shown = await prepareHandOver(place(), now);
    expect(shown).toMatchObject({
      held: null,
      already: null,
      contact: { source: 'rdap' },
      target: { ip: '198.51.100.7' },
    });
    const both = await Promise.all([
      handOverReport(place(), userId, now),
      handOverReport(place(), userId, now),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const mails = await listMails({ purpose: 'foreign-report', relatedTo: null, isTrouble: false }, null, 9);
    expect(mails).toMatchObject([{ to: 'abuse@netz.example', state: 'due' }]);
    const bytes = (await findMailBytes(mails[0]?.id ?? 0)) ?? Buffer.from('');
    const outcome = readReport(Buffer.from(bytes));
    expect(outcome.outcome === 'report' && outcome.report).toMatchObject({
      sourceIp: '198.51.100.7',
      notes: [],
    });
    expect(outcome.outcome === 'report' && outcome.reported?.fromAddress).toBe('spammer@fremd.example');
    for (const mime of [bytes, shown?.preview ?? Buffer.from('')])
      expect(Buffer.from(mime).toString()).not.toMatch(/reader\d/);
    expect(await prepareHandOver(place(), now)).toMatchObject({
      already: { to: 'abuse@netz.example', by: 'Anna' },
    });
    expect(await db.sql`SELECT 1 FROM audit_entry WHERE action = 'report-handed-over'`).toHaveLength(1);
  });

  it.each(['abuse@loop.example', 'fbl@loop.example', 'abuse@example.com'])(
    'does not go back to %s',
    async (address) => {
      await find(address);
      expect(await prepareHandOver(place(), now)).toMatchObject({ held: 'loop', preview: null });
      expect(await handOverReport(place(), userId, now)).toMatchObject({ code: 'held' });
    },
  );

  it('that is about a report, restricted, or under terms that forbid it stays here', async () => {
    await find();
    await db.sql`UPDATE feedback_loop SET discloses = false`;
    expect(await handOverReport(place(), userId, now)).toMatchObject({ code: 'held' });
    await db.sql`UPDATE feedback_loop SET discloses = true`;
    mailId = await report(2, (raw) => {
      const at = raw.lastIndexOf('Message-ID:');
      return `${raw.slice(0, at)}MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=x\r\n${raw.slice(at)}`;
    });
    expect(await prepareHandOver(place(), now)).toMatchObject({ held: 'about-report' });
  });

  it('from an account of ours or from our own addresses is the case’s', async () => {
    await db.sql`UPDATE attribution SET verdict = 'sent-by-account'`;
    expect(await prepareHandOver(place(), now)).toBeNull();
    expect(await handOverReport(place(), userId, now)).toMatchObject({ code: 'not-foreign' });
    await db.sql`UPDATE attribution SET verdict = 'forged'`;
    await db.sql`UPDATE report SET source_ip = '192.0.2.9'`;
    expect(await handOverReport(place(), userId, now)).toMatchObject({ code: 'not-foreign' });
  });

  it('does not go to one contact more than twenty times a day', async () => {
    await find();
    await db.sql`
      INSERT INTO passed_report (raw_message_id, ordinal, state, to_address, contact_source, user_id, at)
      SELECT ${mailId}, n, 'queued', 'abuse@netz.example', 'rdap', ${userId}, ${now} FROM generate_series(1, 20) AS n`;
    expect(await handOverReport(place(), userId, now)).toMatchObject({ code: 'too-many' });
    expect(await handOverReport(place(), userId, new Date(now.getTime() + 86_500_000))).toMatchObject({
      ok: true,
    });
  });

  it('is not looked up twice while the answer holds', async () => {
    await find();
    const later = new Date(now.getTime() + 6 * 86_400_000);
    expect((await prepareHandOver(place(), later))?.contact?.source).toBe('rdap');
    expect((await prepareHandOver(place(), new Date(now.getTime() + 8 * 86_400_000)))?.contact).toBeNull();
  });
});
