// The weekly report: once a person and week, to those who want it, in their language, and nobody's name in it.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { sendWeeklyReports } from './send-weekly-reports';
import { saveWeeklyReport } from './save-weekly-report';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
    DEFAULT_TIME_ZONE: 'Europe/Berlin',
  });
});

const monday = new Date('2026-11-23T06:00:00Z');
let db: TestDatabase;
beforeEach(async () => {
  db = await freshDatabase();
  await db.sql`
    INSERT INTO app_user (id, login, name, role, locale, disabled_at) VALUES (1, 'ada', 'Ada', 'admin', 'de', NULL),
      (2, 'bob', 'Bob <b>', 'agent', 'en', NULL), (3, 'cleo', 'Cleo', 'support', NULL, NULL),
      (4, 'dan', 'Dan', 'agent', NULL, now()), (5, 'eve', 'Eve', 'agent', NULL, NULL)`;
  for (const id of [1, 2, 3, 4]) await saveWeeklyReport(`user${id}@example.com`, { id });
  await db.sql`
    INSERT INTO statistic_day (dimension, key, day, count) VALUES ('program', 'signed', '2026-11-09', 7),
      ('program', 'signed', '2026-11-16', 1200), ('account', '1', '2026-11-16', 3)`;
  await db.sql`INSERT INTO customer (id, number, name) VALUES (1, 'K-1', 'Geheim GmbH')`;
  await db.sql`INSERT INTO account (id, login, customer_id) VALUES (1, 'konto@example.com', 1)`;
});
afterEach(() => db.drop());

interface Mail {
  to: string;
  subject: string;
  key: string;
  text: string;
}

async function mails(): Promise<Mail[]> {
  const rows = await db.sql<{ to: string; subject: string; key: string; mime: Buffer }[]>`
    SELECT to_address AS "to", subject, key, mime FROM outgoing_mail WHERE purpose = 'weekly-report' ORDER BY key`;
  return rows.map(({ mime, ...row }) => ({
    ...row,
    text: mime
      .toString('latin1')
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString()),
  }));
}

it('comes on Monday morning to those who want it and see the statistics, once', async () => {
  expect(await sendWeeklyReports(new Date('2026-11-23T04:59:00Z'))).toBe(0);
  expect(await sendWeeklyReports(monday)).toBe(2);
  expect(await sendWeeklyReports(new Date('2026-11-24T06:00:00Z'))).toBe(0);
  expect(await Promise.all([sendWeeklyReports(monday), sendWeeklyReports(monday)])).toEqual([0, 0]);
  expect((await mails()).map(({ to, key }) => [to, key])).toEqual([
    ['user1@example.com', 'weekly-report:1:2026-W47'],
    ['user2@example.com', 'weekly-report:2:2026-W47'],
  ]);
  expect(await sendWeeklyReports(new Date('2026-11-30T06:00:00Z'))).toBe(2);
});

it('is queued once though two workers begin at the same moment', async () => {
  const queued = await Promise.all([sendWeeklyReports(monday), sendWeeklyReports(monday)]);
  expect(queued[0] + queued[1]).toBe(2);
  expect(await mails()).toHaveLength(2);
});

it('speaks each person’s language, and says what is not known', async () => {
  await sendWeeklyReports(monday);
  const [german, english] = await mails();
  expect(german?.subject).toBe('Wochenbericht 2026-W47: 1.200 Meldungen, 0 bestätigte Fälle');
  expect(german?.text).toContain('die Woche vom 16.11.2026 bis 22.11.2026 in Zahlen');
  expect(german?.text).toContain('Meldungen: 1.200 (7)');
  expect(german?.text).toContain('Erste Beschwerde bis Sperre (Median): – (–)');
  expect(german?.text).toContain('/statistics?from=2026-11-16&to=2026-11-22');
  expect(english?.text).toContain('Reports: 1,200 (7)');
  expect(english?.text).toContain('Bob &lt;b&gt;');
  expect(english?.text).toContain('Auto-Submitted: auto-generated');
});

it('names no customer, account or colleague', async () => {
  await sendWeeklyReports(monday);
  for (const { text } of await mails()) expect(text).not.toMatch(/Geheim|konto@|Eve|Dan/);
});

it('stays away once it is switched off', async () => {
  await saveWeeklyReport(null, { id: 1 });
  expect(await sendWeeklyReports(monday)).toBe(1);
});
