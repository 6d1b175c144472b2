// The sample provider's access line: complaints about a shared address come to the line that had the port, and to its
// customer, with nothing configured.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { ACCESS_LINE, accessComplaints, sessionsCsv } from '@/lib/sample-provider/access';
import { createProvider } from '@/lib/sample-provider/provider';
import { seedSampleProvider } from './seed-sample-provider';
import { drain, storeMails } from './testing/desk';

const NOW = new Date('2026-11-21T09:30:00Z');
let db: TestDatabase;
let folder = '';

beforeAll(async () => {
  db = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'seed-access-'));
  const places = { maildir: join(folder, 'mail'), logFolder: join(folder, 'log') };
  await seedSampleProvider({ seed: 1, now: NOW, ...places });
}, 120_000);
afterAll(async () => {
  await db.drop();
  rmSync(folder, { recursive: true });
});

it('says the same for the same seed and moment', () => {
  const [one, two] = [createProvider(5), createProvider(5)];
  expect(sessionsCsv(one, NOW)).toBe(sessionsCsv(two, NOW));
  expect(accessComplaints(one, NOW)).toEqual(accessComplaints(two, NOW));
});

it('the sessions are read, each line of them', async () => {
  const [row] = await db.sql`SELECT rows, bad_rows, last_error, kind FROM connection_source`;
  expect(row).toEqual({ rows: 36, bad_rows: 0, last_error: null, kind: 'sessions' });
});

it('each complaint names the line that had the port at the time, and its customer', async () => {
  await db.sql`SELECT ensure_raw_bytes_partition(current_date)`;
  await storeMails(db, accessComplaints(createProvider(1), NOW));
  await drain(() => NOW);
  const rows = await db.sql`
    SELECT t.rung, t.verdict, a.kind, a.login, c.number
    FROM attribution t JOIN account a ON a.id = t.account_id JOIN customer c ON c.id = a.customer_id`;
  expect(rows).toHaveLength(4);
  for (const row of rows)
    expect(row).toEqual({
      ...{ rung: 'connection-port', verdict: 'sent-by-connection', kind: 'connection' },
      ...{ login: ACCESS_LINE.connection, number: ACCESS_LINE.customerNumber },
    });
});
