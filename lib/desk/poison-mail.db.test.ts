// Mail that PostgreSQL refuses or that breaks our own code: it takes no other mail with it, and ends with its reason
// where a person sees it. Such mail should not exist, so the refusal is made here, by a trigger.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { forgetDeskContext } from './desk-context';
import { isFaultOfMail } from './fault-of-mail';
import { processBatch } from './process-batch';
import { arfMail } from './testing/arf';
import { prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;
beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
});
afterEach(() => db.drop());

const mail = (serial: number, more: Partial<Parameters<typeof arfMail>[0]> = {}) => ({
  raw: arfMail({ loop: 'loop-a.example.net', sender: 'a@example.com', serial, ...more }),
});
const states = async () =>
  (await db.sql<{ state: string }[]>`SELECT state FROM raw_message ORDER BY id`).map((row) => row.state);
const waitOver = () =>
  db.sql`UPDATE raw_message SET claimed_until = now() - interval '1 second' WHERE state = 'received'`;

/** Makes the database refuse every report of this subject with an error of this SQLSTATE. */
async function refuse(subject: string, sqlstate: string): Promise<void> {
  await db.sql.unsafe(`
    CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.subject = '${subject}' THEN RAISE EXCEPTION 'refused on purpose' USING ERRCODE = '${sqlstate}'; END IF;
      RETURN NEW; END $$;
    CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON report FOR EACH ROW EXECUTE FUNCTION refuse()`);
}

describe('a mail that cannot be filed', () => {
  it('takes no other mail of its batch with it, is tried three times, and is set aside with the reason', async () => {
    await refuse('Gift', '22008');
    await storeMails(db, [mail(1), mail(2), mail(3, { subject: 'Gift' }), mail(4), mail(5)]);
    expect(await processBatch()).toBe(5);
    expect(await states()).toEqual(['processed', 'processed', 'received', 'processed', 'processed']);
    expect(await db.sql`SELECT count(*)::int AS n FROM complaint`).toEqual([{ n: 4 }]);
    expect(await processBatch(), 'it is not tried again at once').toBe(0);
    for (let attempt = 2; attempt <= 3; attempt += 1) {
      await waitOver();
      expect(await processBatch()).toBe(1);
    }
    await waitOver();
    expect(await processBatch()).toBe(0);
    expect(
      await db.sql`SELECT state, attempts, reason_code, reason_text FROM raw_message WHERE id = 3`,
    ).toEqual([
      {
        state: 'quarantined',
        attempts: 3,
        reason_code: 'attempts-exhausted',
        reason_text: 'refused on purpose',
      },
    ]);
  });

  it('comes again within half a minute, so that its three attempts are over within two', async () => {
    await refuse('Gift', '22008');
    await storeMails(db, [mail(1, { subject: 'Gift' })]);
    await processBatch();
    const [row] = await db.sql<
      { wait: number }[]
    >`SELECT extract(epoch FROM claimed_until - now())::float8 AS wait FROM raw_message`;
    expect(row?.wait).toBeGreaterThan(5);
    expect(row?.wait).toBeLessThan(30);
  });

  it.each([
    ['a deadlock', '40P01'],
    ['a full disk', '53100'],
    ['a missing column', '42703'],
    ['a lock that is not to be had', '55P03'],
    ['a cancelled statement', '57014'],
  ])('costs no attempt where %s is to blame', async (_name, sqlstate) => {
    await refuse('Gift', sqlstate);
    await storeMails(db, [mail(1), mail(2, { subject: 'Gift' })]);
    await expect(processBatch()).rejects.toThrow('refused on purpose');
    expect(await db.sql`SELECT state, attempts, claimed_until FROM raw_message`).toEqual([
      { state: 'received', attempts: 0, claimed_until: null },
      { state: 'received', attempts: 0, claimed_until: null },
    ]);
  });

  it('costs no attempt where the policy cannot be read', async () => {
    await storeMails(db, [mail(1)]);
    await db.sql`INSERT INTO policy (body, note) VALUES ('{}', 'of another version')`;
    forgetDeskContext();
    await expect(processBatch()).rejects.toThrow();
    expect(await db.sql`SELECT attempts FROM raw_message`).toEqual([{ attempts: 0 }]);
  });

  it('is blamed for errors of values and of our own code, not for what could happen to any mail', () => {
    const coded = (code: string) => Object.assign(new Error('x'), { code });
    for (const code of ['22P02', '22P05', '22003', '23502', '54000', 'ERR_OUT_OF_RANGE', 'UNDEFINED_VALUE']) {
      expect(isFaultOfMail(coded(code)), code).toBe(true);
    }
    expect(isFaultOfMail(new RangeError('Invalid time value'))).toBe(true);
    for (const code of [
      'CONNECTION_CLOSED',
      'ECONNRESET',
      'ETIMEDOUT',
      'EAI_AGAIN',
      '40001',
      '08006',
      '57P01',
      '58030',
      'P1001',
    ]) {
      expect(isFaultOfMail(coded(code)), code).toBe(false);
    }
  });
});

describe('text that is cut', () => {
  const smile = '\u{1F600}';

  it.each([
    ['a subject', { subject: 'x'.repeat(299) + smile.repeat(3) }],
    ['a subject behind "FW: "', { subject: 'x'.repeat(295) + smile.repeat(3) }],
    ['a complainant', { complainant: `${'r'.repeat(319)}${smile}@example.org` }],
    ['a sender', { from: `${'s'.repeat(288)}${smile.repeat(30)}@example.net` }],
    ['a login', { sender: `${'l'.repeat(319)}${smile.repeat(3)}@example.com` }],
  ])('in the middle of an emoji is filed: %s', async (_name, more) => {
    await storeMails(db, [mail(1, more)]);
    expect(await processBatch()).toBe(1);
    expect(await db.sql`SELECT state, attempts FROM raw_message`).toEqual([
      { state: 'processed', attempts: 1 },
    ]);
  });
});
