// Searching suppression lists at ten thousand people a customer and a million entries overall: what is found, and that a
// page looks at the rows it shows and no others.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { vacuumTables } from '@/lib/db/testing-plans';
import { listEntries } from './entry-queries';
import { parseEntryParameters, parseListParameters, type EntryTab, type ListView } from './list-parameters';
import { listSuppressionLists } from './overview-queries';
import { pagesOfText } from './testing/pages-of-text';

const PAIRS = 10_000;
const CUSTOMERS = 100;
const LIST = 'brief.example.com';
let db: TestDatabase;

beforeAll(async () => {
  db = await freshDatabase();
  await db.sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`
      INSERT INTO customer (id, number, name)
      SELECT n, 'K-' || n, CASE WHEN n = 42 THEN 'Gärtnerei 100% Müller' ELSE 'Kunde ' || n END
      FROM generate_series(1, ${CUSTOMERS}::int) n`;
    await tx`
      INSERT INTO account (id, login, domain, customer_id)
      SELECT n, 'brief' || n || '@example.com', 'example.com', n FROM generate_series(1, ${CUSTOMERS}::int) n`;
    await tx`
      INSERT INTO suppression_list (customer_id, active, ended, change, last_at, webhook_url, webhook_secret_sealed,
        webhook_on, webhook_failures)
      SELECT n, ${PAIRS}::int - n, n, ${PAIRS}, now() - make_interval(mins => n), 'https://example.com', '', n % 10 = 0,
        CASE WHEN n % 20 = 0 THEN 3 ELSE 0 END
      FROM generate_series(1, ${CUSTOMERS}::int) n`;
    // One list of nearly everybody, one of the last hundred; all with one number where a mail names a wrong one.
    await tx`
      INSERT INTO suppression_entry (customer_id, list_id, token, complainant, recipient_id, account_id, complaints,
        first_at, last_at, ended_at, ended_by, change)
      SELECT c, CASE WHEN n > ${PAIRS - 100} THEN 'aktion.example.com' ELSE ${LIST} END, 'c' || c || '-' || n,
        'leser' || n || '@example.net', CASE WHEN n % 2 = 0 THEN 'gleich' ELSE c || '00' || n END, c, 2, now(), now(),
        CASE WHEN n % 100 = 0 THEN now() END, CASE WHEN n % 100 = 0 THEN 'not-spam' END, n
      FROM generate_series(1, ${CUSTOMERS}::int) c, generate_series(1, ${PAIRS}::int) n`;
  });
  await vacuumTables(db.sql, ['suppression_entry', 'suppression_list', 'account', 'customer']);
}, 400_000);
afterAll(() => db.drop());

const view = (search: string, tab: EntryTab = 'active', after: number | null = null) => ({
  tab,
  search,
  after,
  before: null,
});
const changes = async (search: string, tab: EntryTab = 'all') =>
  (await listEntries(3, view(search, tab))).rows.map(({ change }) => change);

describe('in one list', () => {
  it('finds a person by address in any spelling, token, or own number, and nobody of another list', async () => {
    expect(await changes('leser77@example.net')).toEqual([77]);
    expect(await changes(' Leser77@Example.NET '.trim())).toEqual([77]);
    expect(await changes('c3-77')).toEqual([77]);
    expect(await changes('c4-77')).toEqual([]);
    expect(await changes('300777')).toEqual([777]);
    expect(await changes('leser')).toEqual([]);
    expect(await changes('%')).toEqual([]);
  });

  it('finds the entries of a list, by tab', async () => {
    const first = await changes('<Aktion.example.com>', 'active');
    expect([first.length, first[0], first.at(-1)]).toEqual([50, PAIRS - 1, PAIRS - 50]);
    expect(await changes('aktion.example.com', 'ended')).toEqual([PAIRS]);
    expect((await changes('aktion.example.com', 'all')).slice(0, 2)).toEqual([PAIRS, PAIRS - 1]);
  });

  it('pages through what it finds, without a gap or a repetition, both ways', async () => {
    const seen: number[] = [];
    let after: number | null = null;
    do {
      const page = await listEntries(3, view(LIST, 'all', after), 999);
      seen.push(...page.rows.map(({ change }) => change));
      after = page.after === null ? null : Number(page.after);
    } while (after !== null);
    expect(seen).toHaveLength(PAIRS - 100);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    const back = await listEntries(3, { ...view(LIST, 'all'), before: seen[100] ?? 0 }, 50);
    expect(back.rows.map(({ change }) => change)).toEqual(seen.slice(50, 100));
  });

  it.each<[string, string, EntryTab, number | null]>([
    ['an address', 'leser77@example.net', 'active', null],
    ['a token', 'c3-77', 'all', null],
    ['a list of nearly all', LIST, 'active', null],
    ['deep in it', LIST, 'active', 300],
    ['those of it that ended', LIST, 'ended', 5_000],
    ['a list of which none ended', 'keine.example.com', 'ended', null],
    ['a number that half of them have', 'gleich', 'all', 400],
  ])('%s costs a page', async (_, search, tab, after) => {
    const { pages, text } = await pagesOfText(db.sql, () => listEntries(3, view(search, tab, after)));
    expect(text).not.toMatch(/Seq Scan on suppression_entry/);
    expect(pages, text).toBeLessThan(900);
  });
});

describe('the overview', () => {
  const page = (more: Partial<ListView> = {}, size = 7) =>
    listSuppressionLists({ tab: 'latest', search: null, after: null, ...more }, size);
  const all = async (tab: ListView['tab']) => {
    const seen: number[] = [];
    let after: ListView['after'] = null;
    for (;;) {
      const found = await page({ tab, after });
      seen.push(...found.rows.map(({ customerId }) => customerId));
      if (found.after === null) return seen;
      const query = { tab, after: found.after };
      after = parseListParameters(query).view.after;
      expect(after, 'the key of a page is one that its address takes').not.toBeNull();
    }
  };

  it('is in the order of its tab, page by page', async () => {
    const inOrder = Array.from({ length: CUSTOMERS }, (_, i) => i + 1);
    expect(await all('latest')).toEqual(inOrder);
    expect(await all('largest')).toEqual(inOrder);
    expect(await all('failing')).toEqual([20, 40, 60, 80, 100]);
  });

  it('finds customers by number and name, and whoever has a person on their list', async () => {
    const found = async (search: string) => (await page({ search }, 200)).rows.map(({ number }) => number);
    expect(await found('K-7')).toEqual(['K-7']);
    expect(await found('MÜLLER')).toEqual(['K-42']);
    expect(await found('100%')).toEqual(['K-42']);
    expect(await found('_ärt')).toEqual([]);
    expect(await found('Leser77@example.net')).toHaveLength(CUSTOMERS);
    expect(await found('niemand@example.net')).toEqual([]);
  });

  it.each<[string, Partial<ListView>]>([
    ['latest', {}],
    ['largest', { tab: 'largest', after: [9_950, 50] }],
    ['failing', { tab: 'failing' }],
    ['of one person', { search: 'leser77@example.net' }],
  ])('%s reads no entries but those it asks for', async (_, more) => {
    const { pages, text } = await pagesOfText(db.sql, () => page(more, 50));
    expect(text).not.toMatch(/Seq Scan on suppression_entry/);
    expect(pages, text).toBeLessThan(600);
  });
});

describe('the address of a page', () => {
  it('says what is wrong with it, and asks for nothing then', () => {
    expect(parseEntryParameters({ search: 'ab' })).toMatchObject({
      view: { search: null },
      problems: [{ parameter: 'search', code: 'too-short' }],
    });
    expect(parseEntryParameters({ search: 'x'.repeat(321) })).toMatchObject({
      view: { search: null },
      problems: [{ code: 'too-long' }],
    });
    expect(parseListParameters({ tab: 'largest', after: '2026-11-22T10:00:00.000000Z~3' })).toMatchObject({
      view: { after: null },
      problems: [{ parameter: 'after', code: 'broken' }],
    });
    expect(parseListParameters({ tab: 'failing', search: 'Kunde' }).view.tab).toBe('latest');
  });
});
