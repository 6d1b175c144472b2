// The lists of block lists read what they show: with a million listings, a fifth of them open, on two hundred lists, and a
// directory with a million domains. What is counted are the pages that PostgreSQL looked at.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useSql } from '@/lib/db/sql';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { plansOf, vacuumTables } from '@/lib/db/testing-plans';
import { leftCounted, readOwnRows } from './own-things-queries';
import {
  countCap,
  findListing,
  knownSenders,
  listBlockLists,
  listListings,
  otherListings,
  readScopeNumbers,
} from './queries';
import { openListings } from './listing-store';
import type { ListingTab } from './list-parameters';

let db: TestDatabase;
const LISTS = 200;
const LISTINGS = 1_000_000;
const OPEN = 200_000;
const DOMAINS = 1_000_000;

beforeAll(async () => {
  db = await freshDatabase();
  await db.sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`
      INSERT INTO block_list (id, name, zone, subjects, queries_per_minute, interval_minutes, active)
      SELECT n, 'Liste ' || n, 'l' || n || '.example', '{ipv4}', 60, 240, true FROM generate_series(1, ${LISTS}::int) n`;
    // A subject is on many lists, and again and again on one.
    await tx`
      INSERT INTO block_listing (block_list_id, subject, codes, first_seen_at, last_seen_at, ended_at, ended_by, steps)
      SELECT n % ${LISTS}::int + 1, CASE WHEN n <= ${OPEN}::int THEN 'o' || n ELSE 's' || n % 5000 END, '{127.0.0.2}',
        now() - make_interval(secs => n), now(), CASE WHEN n > ${OPEN}::int THEN now() - make_interval(secs => n / 2) END,
        CASE WHEN n > ${OPEN}::int THEN 'delisted' END, '[{"key":"find","doneAt":null,"doneBy":null}]'
      FROM generate_series(1, ${LISTINGS}::int) n`;
    await tx`
      INSERT INTO own_resource (kind, value, origin) SELECT 'domain', 'd' || n || '.example', 'directory'
      FROM generate_series(1, ${DOMAINS}::int) n`;
    await tx`
      INSERT INTO own_resource (kind, value, origin) SELECT 'domain', 'z' || n || '.example.com', 'screen'
      FROM generate_series(1, 10) n`;
    await tx`
      INSERT INTO account (id, login, domain) SELECT n, 'a' || n || '@example.com', 'example.com'
      FROM generate_series(1, 200000) n`;
  });
  await vacuumTables(db.sql, ['block_list', 'block_listing', 'own_resource', 'account']);
}, 600_000);
afterAll(() => db.drop());

async function pagesOf(ask: () => Promise<unknown>): Promise<number> {
  const plans = await plansOf(db.sql, async (watched) => {
    useSql(watched);
    await ask();
  });
  useSql(db.sql);
  expect(plans.length).toBeGreaterThan(0);
  for (const { text } of plans)
    expect(text).not.toMatch(/Seq Scan on (?:block_listing|own_resource|account)/);
  return plans.reduce((sum, { pages }) => sum + pages, 0);
}

describe('listings', () => {
  it.each<ListingTab>(['open', 'ended'])(
    'that are %s come by the page, on top and deep below',
    async (tab) => {
      expect(await pagesOf(() => listListings(tab, null))).toBeLessThan(300);
      const middle = new Date(Date.now() - 150_000_000 / 1_000).toISOString().replace('Z', '000Z');
      const deep = await listListings(tab, { at: middle, id: 1 });
      expect(deep.rows).toHaveLength(50);
      expect(await pagesOf(() => listListings(tab, { at: middle, id: 1 }))).toBeLessThan(300);
      const next = await listListings(tab, deep.after);
      expect(next.rows.some(({ id }) => deep.rows.some((row) => row.id === id))).toBe(false);
    },
  );

  it('of one subject before are its newest twenty', async () => {
    const listing = { id: LISTINGS, subject: 's0' };
    expect(await otherListings(listing)).toHaveLength(20);
    expect(await pagesOf(() => otherListings(listing))).toBeLessThan(150);
    expect(await pagesOf(() => findListing(LISTINGS))).toBeLessThan(20);
  });

  it('of the subjects that one part of a round asked are read one by one', async () => {
    const subjects = Array.from({ length: 60 }, (_, n) => `o${n * LISTS + 1}`);
    const [plan] = await plansOf(db.sql, (pool) => openListings(pool as never, 2, subjects));
    expect(plan?.text).not.toContain('Seq Scan on block_listing');
    expect(plan?.pages, plan?.text).toBeLessThan(600);
  });

  it('know the accounts that were sending by their logins', async () => {
    const senders = Array.from({ length: 20 }, (_, n) => ({
      sender: `a${n + 1}@example.com`,
      messages: 1,
      recipients: 1,
    }));
    expect(await pagesOf(() => knownSenders(senders))).toBeLessThan(200);
  });
});

describe('lists', () => {
  it('count their open listings in the index and no further than they say', async () => {
    expect((await listBlockLists()).every(({ openListings: open }) => open === countCap)).toBe(true);
    expect(await pagesOf(listBlockLists)).toBeLessThan(LISTS * 30);
  });
});

describe('what is asked about', () => {
  it('is read within its bounds, what people entered first', async () => {
    const { domains } = await readOwnRows(db.sql, 100);
    expect(domains).toHaveLength(100 + leftCounted);
    expect(domains.slice(0, 10).every((domain) => domain.endsWith('.example.com'))).toBe(true);
    const plans = await plansOf(db.sql, (pool) => readOwnRows(pool, 100));
    expect(plans[0]?.text).not.toContain('Seq Scan');
    // The directory's domains by their name, each a row somewhere in the table.
    expect(plans[0]?.pages, plans[0]?.text).toBeLessThan(12_000);
    const { numbers } = await readScopeNumbers();
    expect(numbers).toMatchObject({ domains: 100, left: { domains: leftCounted } });
  });
});
