// The sample provider's directory: a CSV that is read like any other, whole and without a finding.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { SeededSample } from './seed-sample-provider';
import { seedSampleProvider } from './seed-sample-provider';

let db: TestDatabase;
let folder = '';
let sample: SeededSample;

beforeAll(async () => {
  db = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'seed-sample-directory-'));
  const places = { maildir: join(folder, 'mail'), logFolder: join(folder, 'log') };
  sample = await seedSampleProvider({ seed: 1, now: new Date('2026-03-11T10:00:00Z'), ...places });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.drop();
});

test('every customer and account comes from it, and nothing is odd about it', async () => {
  const [source] = await db.sql`
    SELECT name, customers, accounts, problems, conflicts, last_error FROM directory_source`;
  expect(source).toEqual({
    name: 'Musterpost Kundenverzeichnis',
    customers: sample.provider.customers.length,
    accounts: sample.provider.accounts.length,
    problems: 0,
    conflicts: 0,
    last_error: null,
  });
  expect(await db.sql`SELECT login FROM account WHERE source_id IS NULL OR gone_at IS NOT NULL`).toEqual([]);
  expect(await db.sql`SELECT number FROM customer WHERE source_id IS NULL`).toEqual([]);
});

test('aliases and a catch-all are there, and contacts that lie in the customer’s own mailboxes', async () => {
  const aliases = await db.sql<{ address: string }[]>`SELECT address FROM account_alias ORDER BY address`;
  expect(aliases.map(({ address }) => address)).toContain('@tsv-wiesental.example');
  expect(aliases.length).toBeGreaterThan(3);
  const inside = await db.sql`
    SELECT k.number, count(*) FILTER (WHERE a.id IS NULL)::int AS outside
    FROM customer k JOIN customer_contact t ON t.customer_id = k.id AND t.kind = 'email'
    LEFT JOIN account a ON a.login = t.value AND a.customer_id = k.id
    GROUP BY k.number HAVING count(a.id) > 0 ORDER BY k.number`;
  expect(inside).toEqual([
    { number: 'K-100102', outside: 1 },
    { number: 'K-100103', outside: 0 },
  ]);
});
