// Every list touches the rows that it shows and no others, with ten thousand people on a customer's list and a million
// reports beside them. What is counted are the pages that PostgreSQL looked at.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { vacuumTables } from '@/lib/db/testing-plans';
import { explaining, type Plan } from '@/lib/maillog-lookup/testing/explain';
import type { Sql } from '@/lib/db/sql';
import { pagesOfText } from './testing/pages-of-text';
import { findGivenList, givenEntries } from './given-queries';
import { listEntries } from './entry-queries';
import { loadEntries, sumGrounds } from './entry-store';
import type { EntryView } from './list-parameters';

let db: TestDatabase;
const REPORTS = 1_000_000;
const PAIRS = 10_000;
const CUSTOMERS = 5;

beforeAll(async () => {
  db = await freshDatabase();
  await db.sql.begin(async (tx) => {
    // Rows as they stand after years; what they refer to is not what is measured.
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`
      INSERT INTO report (id, raw_message_id, ordinal, format, feedback_type, kind, reporter_key, trust, trust_factor, received_at)
      SELECT n, n, 0, 'arf', 'abuse', 'user', 'loop:1', 'verified', 1, now() - make_interval(secs => n)
      FROM generate_series(1, ${REPORTS}::int) n`;
    await tx`INSERT INTO customer (id, number, name) SELECT n, 'K-' || n, 'Kunde ' || n FROM generate_series(1, ${CUSTOMERS}::int) n`;
    await tx`
      INSERT INTO account (id, login, domain, customer_id)
      SELECT n, 'brief' || n || '@example.com', 'example.com', n FROM generate_series(1, ${CUSTOMERS}::int) n`;
    await tx`
      INSERT INTO suppression_list (customer_id, active, ended, change, last_at)
      SELECT n, ${PAIRS / 2}, ${PAIRS / 2}, ${PAIRS}, now() FROM generate_series(1, ${CUSTOMERS}::int) n`;
    await tx`
      INSERT INTO suppression_entry (customer_id, list_id, token, complainant, account_id, complaints, first_at, last_at,
        ended_at, ended_by, change)
      SELECT c, 'brief.example.com', 't' || n, n || '@example.net', c, 2, now(), now(),
        CASE WHEN n % 2 = 0 THEN now() END, CASE WHEN n % 2 = 0 THEN 'not-spam' END, n
      FROM generate_series(1, ${CUSTOMERS}::int) c, generate_series(1, ${PAIRS}::int) n`;
    await tx`
      INSERT INTO suppression_ground (report_id, account_id, is_not_spam, complainant, reporter_key, received_at, list_id,
        evidence, customer_id, token)
      SELECT (c - 1) * ${PAIRS * 2}::int + n, c, false, n || '@example.net', 'loop:1', now(), 'brief.example.com', '[]', c,
        't' || (n % ${PAIRS}::int + 1)
      FROM generate_series(1, ${CUSTOMERS}::int) c, generate_series(1, ${PAIRS * 2}::int) n`;
  });
  await vacuumTables(db.sql, [
    'report',
    'suppression_entry',
    'suppression_ground',
    'suppression_list',
    'account',
    'customer',
  ]);
}, 240_000);
afterAll(() => db.drop());

/** Plans of tagged statements, as they are run. */
async function plansOf(ask: (sql: Sql) => Promise<unknown>): Promise<Plan[]> {
  const plans: Plan[] = [];
  await ask(explaining(db.sql, plans, { forced: false }));
  return plans;
}

describe('a page of fifty entries', () => {
  it.each<[string, Omit<EntryView, 'search'>]>([
    ['on top', { tab: 'active', after: null, before: null }],
    ['deep below', { tab: 'active', after: 200, before: null }],
    ['on the way back', { tab: 'all', after: null, before: 5_000 }],
    ['of those that ended', { tab: 'ended', after: 5_000, before: null }],
  ])('%s reads those and what they show', async (_, view) => {
    const { pages, text } = await pagesOfText(db.sql, () => listEntries(3, { search: null, ...view }));
    expect(text).not.toMatch(/Seq Scan on (?:report|suppression_)/);
    // 51 entries, their grounds, their reports: a dozen pages each at most.
    expect(pages, text).toBeLessThan(1_000);
  });
});

describe('what is given out', () => {
  it('is read from where the reader stands', async () => {
    const [plan] = await plansOf((sql) => givenEntries(sql, 3, { after: 9_000, limit: 500 }));
    expect(plan?.text).toContain('suppression_entry_change');
    expect(plan?.pages).toBeLessThan(600);
    const [list] = await plansOf((sql) => findGivenList(sql, 'K-3'));
    expect(list?.pages).toBeLessThan(20);
  });
});

describe('settling one complaint', () => {
  it('looks at one person’s grounds and entries', async () => {
    const pair = [{ customerId: 3, token: 't77' }];
    const [sums] = await plansOf((sql) => sumGrounds(sql as never, pair));
    expect(sums?.pages, sums?.text).toBeLessThan(30);
    const [entries] = await plansOf((sql) => loadEntries(sql as never, pair));
    expect(entries?.pages, entries?.text).toBeLessThan(30);
  });
});

it('pages follow each other without a gap or a repetition, both ways', async () => {
  const seen: number[] = [];
  let after: string | null = null;
  do {
    const page = await listEntries(
      2,
      { tab: 'active', search: null, after: after === null ? null : Number(after), before: null },
      999,
    );
    seen.push(...page.rows.map(({ change }) => change));
    after = page.after;
  } while (after !== null);
  expect(seen).toHaveLength(PAIRS / 2);
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
  const back = await listEntries(2, { tab: 'active', search: null, after: null, before: seen[100] ?? 0 }, 50);
  expect(back.rows.map(({ change }) => change)).toEqual(seen.slice(50, 100));
});
