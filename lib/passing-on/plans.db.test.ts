// The lists of passing on read what they show: with a million complaints passed on, as many mails, many answers to them, and
// two thousand recipients. What is counted are the pages that PostgreSQL looked at.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useSql } from '@/lib/db/sql';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { plansOf, vacuumTables, type WatchedPlan } from '@/lib/db/testing-plans';
import { listMails } from '@/lib/outgoing/queries';
import { listRepliesToMail } from '@/lib/replies/queries';
import {
  countForeignTo,
  countMailsTo,
  findForeign,
  listPassed,
  listPassedIn,
  listRecipients,
  recipientsWithWork,
} from './queries';

let db: TestDatabase;
const ROWS = 1_000_000;
/** Mails that complaints came in, ten complaints each; answers. */
const MAILS = 100_000;
const RECIPIENTS = 2_000;
/** Reports in one mail of a day. */
const DIGEST = 100;

beforeAll(async () => {
  db = await freshDatabase();
  await db.sql.begin(async (tx) => {
    // Rows as they stand after years; what they refer to beside is not what is measured.
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`
      INSERT INTO raw_message (id, sha256, size_bytes, received_at, month, state)
      SELECT n, decode(lpad(to_hex(n), 64, '0'), 'hex'), 1, now(), date_trunc('month', now())::date, 'processed'
      FROM generate_series(1, ${MAILS}::int) n`;
    await tx`
      INSERT INTO report (id, raw_message_id, ordinal, format, feedback_type, kind, reporter_key, trust, trust_factor, received_at)
      SELECT n, n, 0, 'arf', 'abuse', 'user', 'loop:1', 'verified', 1, now() FROM generate_series(1, ${MAILS}::int) n`;
    await tx`
      INSERT INTO customer (id, number, name)
      SELECT n, 'K-' || n, 'Kunde ' || lpad(n::text, 5, '0') FROM generate_series(1, ${RECIPIENTS}::int) n`;
    await tx`
      INSERT INTO pass_on_recipient (id, customer_id, to_address, form, rhythm, level, language, is_active, active_since)
      SELECT n, n, 'abuse@r' || n || '.example', 'arf', CASE WHEN n % 2 = 0 THEN 'daily' ELSE 'at-once' END, 'tokens', 'de',
        true, now() - interval '2 years' FROM generate_series(1, ${RECIPIENTS}::int) n`;
    // Half a million for recipient 7, the others share the rest; one in fifty is a stranger's.
    await tx`
      INSERT INTO passed_report (id, raw_message_id, ordinal, recipient_id, state, to_address, outgoing_mail_id, contact_source, user_id, at)
      SELECT n, n % ${MAILS}::int + 1, n / ${MAILS}::int, CASE WHEN n % 50 = 0 THEN NULL WHEN n % 2 = 0 THEN 7 ELSE n % ${RECIPIENTS}::int + 1 END,
        CASE WHEN n > ${ROWS - 20_000}::int AND n % 50 <> 0 THEN 'pending' ELSE 'queued' END, 'abuse@r' || n % 99 || '.example',
        n / ${DIGEST}::int + 1, CASE WHEN n % 50 = 0 THEN 'rdap' END, CASE WHEN n % 50 = 0 THEN 1 END,
        now() - make_interval(secs => (${ROWS}::int - n) * 20)
      FROM generate_series(1, ${ROWS}::int) n`;
    await tx`
      INSERT INTO outgoing_mail (id, purpose, key, to_address, subject, message_id, reply_token, envelope_from, related_kind,
        related_id, state, created_at)
      SELECT n, 'pass-on', 'k' || lpad(n::text, 7, '0'), 'abuse@r.example', 'FW', lpad(n::text, 7, '0') || '@example.com', lpad(to_hex(n), 32, '0'), 'b@example.com',
        'pass-on-recipient', CASE WHEN n % 2 = 0 THEN 7 ELSE n % ${RECIPIENTS}::int + 1 END,
        CASE WHEN n % 1000 = 0 THEN 'bounced' ELSE 'accepted' END, now() - make_interval(secs => (${ROWS}::int - n) * 20)
      FROM generate_series(1, ${ROWS}::int) n`;
    await tx`
      INSERT INTO reply (id, raw_message_id, kind, linked_by, from_address, received_at, text, authenticated, outgoing_mail_id, handled_at)
      SELECT n, n, 'answer', 'token', 'a@example.net', now(), 'x', 'unknown', n % 2000 + 1, now()
      FROM generate_series(1, ${MAILS}::int) n`;
  });
  await vacuumTables(db.sql, [
    'raw_message',
    'report',
    'customer',
    'pass_on_recipient',
    'passed_report',
    'outgoing_mail',
    'reply',
  ]);
}, 900_000);
afterAll(() => db.drop());

/** Pages of all statements of a list that asks the process's pool; whole tables are read by none. */
async function pagesOf(ask: () => Promise<unknown>): Promise<number> {
  const plans: WatchedPlan[] = await plansOf(db.sql, async (watched) => {
    useSql(watched);
    await ask();
  });
  useSql(db.sql);
  expect(plans.length).toBeGreaterThan(0);
  for (const { text } of plans)
    expect(text).not.toMatch(/Seq Scan on (?:raw_message|report|passed_report|outgoing_mail|reply)/);
  return plans.reduce((sum, { pages }) => sum + pages, 0);
}

describe('what was passed on', () => {
  it.each<[string, number | null, number | null]>([
    ['on top', null, null],
    ['deep below', null, 5_000],
    ['to the largest recipient', 7, null],
    ['to the largest recipient, deep below', 7, 5_000],
    ['to a small one', 12, null],
  ])('%s is a page of fifty', async (_, recipientId, before) => {
    // 51 rows, each with its mail, report, customer and answers: some pages each.
    expect(await pagesOf(() => listPassed({ recipientId }, before, 51))).toBeLessThan(2_000);
    expect((await listPassed({ recipientId }, before, 51)).length).toBeGreaterThan(40);
  });

  it('in a digest is the hundred in that mail', async () => {
    expect(await listPassedIn(5_000)).toHaveLength(DIGEST);
    expect(await pagesOf(() => listPassedIn(5_000))).toBeLessThan(DIGEST * 40);
  });

  it('to a stranger is one row, and counted by the contact alone', async () => {
    const [row] = await plansOf(db.sql, (pool) => findForeign(pool, 51, 0));
    expect(row?.pages, row?.text).toBeLessThan(20);
    const [one] = await plansOf(db.sql, (pool) =>
      countForeignTo(pool, 'abuse@r50.example', new Date(Date.now() - 86_400_000)),
    );
    expect(one?.pages, one?.text).toBeLessThan(100);
  });
});

describe('recipients', () => {
  it('are a page by name, and their counts are read in indexes and end at their bound', async () => {
    const first = await listRecipients(new Date(), null, 50);
    expect(first.map(({ customer }) => customer.number).slice(0, 2)).toEqual(['K-1', 'K-2']);
    expect(first[6]).toMatchObject({ pending: 1_000, written: 1_000 });
    const next = await listRecipients(new Date(), first.at(-1)?.id ?? 0, 50);
    expect(next[0]?.customer.number).toBe('K-51');
    // Names are sorted over all recipients (two thousand); what was passed on is looked at for those shown alone.
    expect(await pagesOf(() => listRecipients(new Date(), null, 50))).toBeLessThan(2_500);
    expect(await pagesOf(() => listRecipients(new Date(), 1_000, 50))).toBeLessThan(2_500);
  });

  it('with work are found without reading what waits', async () => {
    const [plan] = await plansOf(db.sql, (pool) => recipientsWithWork(pool, '2026-11-22'));
    expect(plan?.text).not.toContain('Seq Scan on passed_report');
    expect(plan?.pages, plan?.text).toBeLessThan(RECIPIENTS * 5);
  });
});

describe('mail that went out', () => {
  it.each<[string, number | null, boolean]>([
    ['on top', null, false],
    ['deep below', 5_000, false],
    ['in trouble', null, true],
    ['in trouble, deep below', 500_000, true],
  ])('%s is a page of fifty', async (_, before, isTrouble) => {
    const ask = () => listMails({ purpose: null, relatedTo: null, isTrouble }, before, 51);
    expect(await ask()).toHaveLength(51);
    expect(await pagesOf(ask)).toBeLessThan(200);
  });

  it('to one recipient, and how much of it lately, is read by its index', async () => {
    const relatedTo = { kind: 'pass-on-recipient', id: 7 };
    expect(
      await pagesOf(() => listMails({ purpose: null, relatedTo, isTrouble: false }, null, 51)),
    ).toBeLessThan(200);
    const [plan] = await plansOf(db.sql, (pool) =>
      countMailsTo(pool, 7, new Date(Date.now() - 3_600_000), 60),
    );
    expect(plan?.pages, plan?.text).toBeLessThan(200);
  });

  it('shows its newest fifty answers', async () => {
    expect(await listRepliesToMail(1_000)).toHaveLength(50);
    expect(await pagesOf(() => listRepliesToMail(1_000))).toBeLessThan(400);
  });
});
