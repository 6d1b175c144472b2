// The account list: noteworthy accounts by urgency, the directory by name, each paged to its end and back.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { readAccountKey, type AccountKey, type AccountTab } from './list-parameters';
import { listAccounts, type AccountRow } from './queries';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  // Scores that repeat, so that only the id tells rows apart, and one so small that its text has an exponent.
  await database.sql`
    INSERT INTO account (login, kind, stage, score, complaints)
    SELECT 'k' || lpad(n::text, 5, '0') || '@kunde.example', 'mailbox', CASE WHEN n % 100 < 96 THEN 0 ELSE n % 100 - 95 END,
      CASE WHEN n = 196 THEN 1e-9 ELSE (n * 7) % 13 + 0.1 END, n % 5
    FROM generate_series(1, 5000) n`;
  await database.sql`ANALYZE account`;
});
afterAll(() => database.drop());

async function pageThrough(tab: AccountTab, pageSize: number) {
  const rows: AccountRow[] = [];
  let after: AccountKey | null = null;
  let last: string | null = null;
  do {
    const page = await listAccounts({ tab, search: null, after, before: null }, pageSize);
    rows.push(...page.rows);
    last = page.before;
    after = page.after === null ? null : readAccountKey(page.after, tab);
    expect(after === null).toBe(page.after === null);
  } while (after !== null);
  return { rows, last };
}

describe('the account list', () => {
  it('shows what is noteworthy, most urgent first, each account once', async () => {
    const { rows } = await pageThrough('noteworthy', 7);
    expect(rows).toHaveLength(200);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(200);
    const sorted = [...rows].sort((a, b) => b.stage - a.stage || b.score - a.score || b.id - a.id);
    expect(rows.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
    expect(Math.min(...rows.map(({ stage }) => stage))).toBe(1);
  });

  it('pages back to where it came from', async () => {
    const { rows, last } = await pageThrough('noteworthy', 30);
    const before = readAccountKey(last ?? '', 'noteworthy');
    const page = await listAccounts({ tab: 'noteworthy', search: null, after: null, before }, 30);
    expect(page.rows.map(({ id }) => id)).toEqual(rows.slice(150, 180).map(({ id }) => id));
  });

  it('lists all by name, and finds part of a name among them', async () => {
    const { rows } = await pageThrough('all', 1000);
    expect(rows.map(({ login }) => login)).toEqual(rows.map(({ login }) => login).toSorted());
    expect(rows).toHaveLength(5000);
    const found = await listAccounts({ tab: 'all', search: 'k0419', after: null, before: null });
    expect(found.rows.map(({ login }) => login)).toEqual(
      Array.from({ length: 10 }, (_, i) => `k0419${i}@kunde.example`),
    );
  });

  it('finds the noteworthy without reading the others', async () => {
    const [row] = await database.sql`
      EXPLAIN (FORMAT JSON) SELECT id FROM account a WHERE a.stage > 0
      ORDER BY a.stage DESC, a.score DESC, a.id DESC LIMIT 51`;
    expect(JSON.stringify(row)).toContain('account_noteworthy');
  });
});
