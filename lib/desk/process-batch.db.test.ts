// From stored mail to cases, against a real database: what ends where, and what the counts and scores come to.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { claimMessages } from '@/lib/reports/claim-store';
import { processBatch } from './process-batch';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;
const hour = 3_600_000;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net', 'loop-b.example.net', 'loop-c.example.net']);
});
afterEach(() => db.drop());

const account = async (login: string) =>
  (await db.sql`SELECT * FROM account WHERE login = ${login}`)[0] as Record<string, unknown> | undefined;
const cases = () =>
  db.sql`SELECT c.*, a.login FROM "case" c JOIN account a ON a.id = c.account_id ORDER BY c.id`;

describe('a batch of mail', () => {
  it('ends processed, not recognised or quarantined, each with its reason', async () => {
    await storeMails(db, [
      { raw: arfMail({ loop: 'loop-a.example.net', sender: 'a@example.com', serial: 1 }) },
      { raw: Buffer.from('From: x@example.net\r\nSubject: Hallo\r\n\r\nGuten Tag\r\n') },
      {
        raw: Buffer.from(
          'Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\n\r\n--b--\r\n',
        ),
      },
    ]);
    await drain();
    const rows = await db.sql`SELECT state, reason_code, format, subject FROM raw_message ORDER BY id`;
    expect(rows.map((row) => row['state'])).toEqual(['processed', 'not_recognised', 'quarantined']);
    expect(rows[1]).toMatchObject({ reason_code: 'no-known-format', subject: 'Hallo' });
    expect(rows[2]?.['reason_code']).toMatch(/^[a-z-]+$/);
  });

  it('weighs a complaint by kind, trust, age and attribution and names the account of our own hop', async () => {
    await storeMails(db, [
      { raw: arfMail({ loop: 'loop-a.example.net', sender: 'a@example.com', serial: 1 }) },
    ]);
    await drain();
    const [row] = await db.sql`SELECT * FROM complaint`;
    expect(row).toMatchObject({
      standing: 'counted',
      kind: 'user',
      trust_factor: 1,
      attribution_factor: 0.6,
    });
    expect(row?.['value']).toBeCloseTo(3, 9);
    expect(await account('a@example.com')).toMatchObject({ complaints: 1, stage: 0 });
    const [attribution] = await db.sql`SELECT rung, verdict FROM attribution`;
    expect(attribution).toEqual({ rung: 'own-received', verdict: 'claimed' });
  });

  it('opens one case when the account crosses the threshold, and lets further complaints join it', async () => {
    const mail = (serial: number) => ({
      raw: arfMail({
        loop: 'loop-a.example.net',
        sender: 'a@example.com',
        serial,
        subject: `Betreff ${serial}`,
      }),
    });
    await storeMails(db, [1, 2, 3, 4, 5, 6, 7, 8].map(mail));
    await drain();
    expect(await cases()).toHaveLength(0);
    await storeMails(db, [9, 10].map(mail));
    await drain();
    expect(await cases()).toMatchObject([
      { login: 'a@example.com', stage: 2, complaints: 10, complainants: 10, reporters: 1, state: 'new' },
    ]);
    await storeMails(db, [11, 12].map(mail));
    await drain();
    const [joined, ...others] = await cases();
    expect(others).toEqual([]);
    expect(joined).toMatchObject({
      complaints: 12,
      complainants: 12,
      latest_subjects: ['Betreff 12', 'Betreff 11', 'Betreff 10'],
    });
    const events = await db.sql`SELECT kind FROM case_event ORDER BY id`;
    expect(events.map((event) => event['kind'])).toEqual(['opened', 'complaints-joined']);
  });

  it('caps one reporter at 40, adds a second one, and raises the stage of the open case', async () => {
    const flood = Array.from({ length: 20 }, (_, i) => ({
      raw: arfMail({ loop: 'loop-a.example.net', sender: 'a@example.com', serial: i }),
    }));
    await storeMails(db, flood);
    await drain();
    expect((await account('a@example.com'))?.['score']).toBeCloseTo(40, 1);
    const more = Array.from({ length: 8 }, (_, i) => ({
      raw: arfMail({ loop: 'loop-b.example.net', sender: 'a@example.com', serial: 100 + i }),
    }));
    await storeMails(db, more);
    await drain();
    expect((await account('a@example.com'))?.['score']).toBeCloseTo(64, 1);
    expect(await cases()).toMatchObject([{ stage: 3, peak_stage: 3, reporters: 2 }]);
    const events = await db.sql`SELECT detail FROM case_event WHERE kind = 'stage-raised'`;
    expect(events[0]?.['detail']).toMatchObject({ from: 'review', to: 'urgent' });
  });

  it('counts the same complainant once a day and keeps the repetition visible', async () => {
    const now = Date.now();
    const at = (hours: number, serial: number) => ({
      raw: arfMail({
        loop: 'loop-a.example.net',
        sender: 'a@example.com',
        complainant: 'same@example.org',
        serial,
        sentAt: new Date(now - hours * hour),
      }),
      receivedAt: new Date(now - hours * hour),
    });
    await storeMails(db, [at(30, 1), at(20, 2), at(1, 3)]);
    await drain();
    const rows = await db.sql`SELECT standing FROM complaint ORDER BY received_at`;
    expect(rows.map((row) => row['standing'])).toEqual(['counted', 'repeated', 'counted']);
    expect(await account('a@example.com')).toMatchObject({ complaints: 3 });
  });

  it('lets not-spam cancel the complaint of the same person through the same feed, and nobody else’s', async () => {
    const options = { sender: 'a@example.com', complainant: 'same@example.org' };
    await storeMails(db, [
      { raw: arfMail({ ...options, loop: 'loop-a.example.net', serial: 1 }) },
      { raw: arfMail({ ...options, loop: 'loop-b.example.net', serial: 2 }) },
    ]);
    await drain();
    await storeMails(db, [
      { raw: arfMail({ ...options, loop: 'loop-a.example.net', serial: 3, feedbackType: 'not-spam' }) },
    ]);
    await drain();
    const rows = await db.sql`SELECT standing, value FROM complaint ORDER BY report_id`;
    expect(rows.map((row) => row['standing'])).toEqual(['cancelled', 'counted', 'weightless']);
    expect((await account('a@example.com'))?.['score']).toBeCloseTo(3, 2);
    expect(await account('a@example.com')).toMatchObject({ complaints: 2 });
  });

  it('gives a joe job no weight, makes no account for it, and shows it as such', async () => {
    await storeMails(db, [
      {
        raw: arfMail({
          loop: 'loop-a.example.net',
          sender: 'nobody@example.com',
          serial: 1,
          sourceIp: '203.0.113.9',
          hop: 'none',
        }),
      },
    ]);
    await drain();
    expect(await account('nobody@example.com')).toBeUndefined();
    expect(await db.sql`SELECT 1 FROM complaint`).toHaveLength(0);
    expect(await db.sql`SELECT verdict, factor FROM attribution`).toMatchObject([
      { verdict: 'joe-job', factor: 0 },
    ]);
  });

  it('opens no case for a forged flood: unauthenticated reporters together never pass 10', async () => {
    const flood = Array.from({ length: 200 }, (_, i) => ({
      raw: arfMail({
        loop: null,
        from: `x@forged${i % 50}.example.net`,
        sender: 'victim@example.com',
        serial: i,
      }),
    }));
    await storeMails(db, flood);
    await drain();
    expect((await account('victim@example.com'))?.['score']).toBeLessThanOrEqual(10);
    expect(await cases()).toHaveLength(0);
  });

  it('keeps authentication failures out of complaint counts', async () => {
    await storeMails(db, [
      {
        raw: arfMail({
          loop: 'loop-a.example.net',
          sender: 'a@example.com',
          serial: 1,
          feedbackType: 'auth-failure',
        }),
      },
    ]);
    await drain();
    expect(await db.sql`SELECT kind FROM report`).toMatchObject([{ kind: 'auth-failure' }]);
    expect(await account('a@example.com')).toBeUndefined();
  });
});

describe('claims', () => {
  it('are not given twice, and a claim that passed to another writes nothing', async () => {
    await storeMails(db, [
      { raw: arfMail({ loop: 'loop-a.example.net', sender: 'a@example.com', serial: 1 }) },
    ]);
    expect(await claimMessages(db.sql, 10)).toHaveLength(1);
    expect(await claimMessages(db.sql, 10)).toHaveLength(0);
    await db.sql`UPDATE raw_message SET claimed_until = now() - interval '1 second'`;
    expect(await processBatch()).toBe(1);
    expect(await db.sql`SELECT attempts, state FROM raw_message`).toMatchObject([
      { attempts: 2, state: 'processed' },
    ]);
  });

  it('set a mail aside after three attempts that never came back, and take no other mail with it', async () => {
    await storeMails(
      db,
      [1, 2].map((serial) => ({
        raw: arfMail({ loop: 'loop-a.example.net', sender: 'a@example.com', serial }),
      })),
    );
    await db.sql`UPDATE raw_message SET attempts = 3, claimed_until = now() - interval '1 second' WHERE id = (SELECT min(id) FROM raw_message)`;
    await drain();
    expect(await db.sql`SELECT state, reason_code FROM raw_message ORDER BY id`).toMatchObject([
      { state: 'quarantined', reason_code: 'attempts-exhausted' },
      { state: 'processed', reason_code: null },
    ]);
  });

  it('claim a mail that was tried before alone', async () => {
    const ids = await storeMails(
      db,
      [1, 2, 3].map((serial) => ({
        raw: arfMail({ loop: 'loop-a.example.net', sender: 'a@example.com', serial }),
      })),
    );
    await db.sql`UPDATE raw_message SET attempts = 1 WHERE id = ANY(${ids.slice(0, 2)}::bigint[])`;
    expect((await claimMessages(db.sql, 10)).map((c) => c.id)).toEqual(ids.slice(2));
    expect((await claimMessages(db.sql, 10)).map((c) => c.id)).toEqual(ids.slice(0, 1));
  });

  it('stop at the batch’s bytes, so that large mails come in small batches', async () => {
    const ids = await storeMails(
      db,
      [1, 2, 3].map((serial) => ({
        raw: arfMail({ loop: 'loop-a.example.net', sender: 'a@example.com', serial }),
      })),
    );
    await db.sql`UPDATE raw_message SET size_bytes = ${20 * 1024 * 1024}`;
    expect((await claimMessages(db.sql, 10)).map((c) => c.id)).toEqual(ids.slice(0, 2));
    expect((await claimMessages(db.sql, 10)).map((c) => c.id)).toEqual(ids.slice(2));
  });
});
