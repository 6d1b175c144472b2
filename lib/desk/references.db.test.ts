// Decision 11: the growing tables refer to others without foreign keys. After everything that a batch can do no row refers
// to nothing, and what is referred to cannot be deleted.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { deskContext } from './desk-context';
import { ingestBatch } from './ingest-batch';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

/** Child table, its column, parent table: what were foreign keys. */
const references = [
  ['delivery', 'mailbox_id', 'mailbox'],
  ['delivery', 'raw_message_id', 'raw_message'],
  ['report', 'raw_message_id', 'raw_message'],
  ['report', 'feedback_loop_id', 'feedback_loop'],
  ['attribution', 'report_id', 'report'],
  ['attribution', 'account_id', 'account'],
  ['complaint', 'report_id', 'report'],
  ['complaint', 'account_id', 'account'],
  ['complaint', 'case_id', 'case'],
  ['case_complainant', 'case_id', 'case'],
  ['case_reporter', 'case_id', 'case'],
  ['reporter_sum', 'account_id', 'account'],
  ['suppression_ground', 'report_id', 'report'],
] as const;

let db: TestDatabase;
beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
});
afterEach(() => db.drop());

const mail = (serial: number, more: Partial<Parameters<typeof arfMail>[0]> = {}) => ({
  raw: arfMail({
    loop: 'loop-a.example.net',
    sender: `a${serial % 3}@example.com`,
    serial,
    fields: ['List-Id: <club.example.com>', 'List-Unsubscribe: <mailto:leave@example.com>'],
    ...more,
  }),
});

/** Cases opened and joined, a joe job, a not-spam, mail of nobody known, and all of it read a second time. */
async function fileEverything(): Promise<void> {
  await storeMails(
    db,
    Array.from({ length: 40 }, (_, serial) => mail(serial)),
  );
  await drain();
  await storeMails(db, [
    mail(100),
    mail(1, { feedbackType: 'not-spam', complainant: 'reader1@example.org', subject: 'again' }),
    mail(102, { sender: 'a0@example.com', sourceIp: '203.0.113.9', hop: 'none' }),
    mail(103, { loop: null }),
  ]);
  await drain();
  await db.sql`UPDATE raw_message SET state = 'received', attempts = 0, claimed_until = NULL WHERE id % 2 = 0`;
  await drain();
}

it('no row refers to nothing', async () => {
  await fileEverything();
  const counts: Record<string, number> = {};
  for (const [child, column, parent] of references) {
    const [row] = await db.sql.unsafe<{ orphans: number; rows: number }[]>(
      `SELECT count(*) FILTER (WHERE p.id IS NULL)::int AS orphans, count(*)::int AS rows
       FROM "${child}" c LEFT JOIN "${parent}" p ON p.id = c."${column}" WHERE c."${column}" IS NOT NULL`,
    );
    counts[`${child}.${column}`] = row?.orphans ?? -1;
    if (child !== 'delivery')
      expect(row?.rows, `${child}.${column} was not put to the test`).toBeGreaterThan(0);
  }
  expect(counts).toEqual(Object.fromEntries(references.map(([child, column]) => [`${child}.${column}`, 0])));
});

it('what is referred to stays', async () => {
  await fileEverything();
  for (const parent of ['raw_message', 'feedback_loop', 'report', 'account', 'case']) {
    await expect(db.sql.unsafe(`DELETE FROM "${parent}"`), parent).rejects.toMatchObject({
      code: expect.stringMatching(/^23(503|001)$/) as string,
    });
  }
});

it('mail of a mailbox that is gone is not stored', async () => {
  const batch = { mailboxId: 4711, uidValidity: 1, mails: [] };
  const one = {
    uid: '1',
    source: Buffer.from('x'),
    sha256: Buffer.alloc(32, 1),
    receivedAt: new Date(),
    setAside: null,
  };
  await expect(ingestBatch({ ...batch, mails: [one] })).rejects.toThrow('the mailbox 4711 is gone');
  expect(await db.sql`SELECT count(*)::int AS n FROM raw_message`).toEqual([{ n: 0 }]);
});

it('a feedback loop that was removed while its mail was read is named by no report', async () => {
  await storeMails(db, [mail(1)]);
  const { loops } = await deskContext();
  expect(loops).toHaveLength(1);
  // The context that the mail is read with is older than the removal.
  await db.sql`DELETE FROM feedback_loop`;
  await drain();
  expect(await db.sql`SELECT feedback_loop_id FROM report`).toEqual([{ feedback_loop_id: null }]);
});
