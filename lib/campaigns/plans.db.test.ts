// What a search for campaigns touches where half a year of complaints is kept: those of its window, by their block ranges.

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '@/lib/db/sql';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { explaining, type Plan } from '@/lib/maillog-lookup/testing/explain';
import { windowDays } from './limits';
import { countAccounts, loadSharedMails } from './store';

const DAYS = 180;
const PER_DAY = 400;
const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 21);
const since = new Date(now - windowDays * DAY);

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  await db.sql.begin(async (tx) => {
    // References are not what is asked here.
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`
      INSERT INTO complaint (report_id, account_id, reporter_key, complainant, received_at, value, standing, kind,
        trust_factor, attribution_factor, lines, policy_id, features)
      SELECT n, 1 + n * 7 % 3000, 'loop:' || n % 7, '', ${new Date(now - DAYS * DAY)}::timestamptz
          + n * make_interval(secs => ${DAY / 1_000 / PER_DAY}), 5, 'counted', 'user', 1, 1, '[]', 1,
        ARRAY['s:subject ' || n % 900, 'h:site' || n % 5000 || '.example', 'b:' || n]
      FROM generate_series(1, ${DAYS * PER_DAY}::int) AS n`;
  });
  await db.sql`VACUUM ANALYZE complaint`;
}, 120_000);
afterAll(() => db.drop());

it('is the complaints of two weeks, not the half-year', async () => {
  const [table] = await db.sql<{ pages: number }[]>`
    SELECT relpages AS pages FROM pg_class WHERE relname = 'complaint'`;
  const plans: Plan[] = [];
  const tx = explaining(db.sql, plans, { forced: false }) as unknown as Tx;
  await countAccounts(tx, since);
  await loadSharedMails(tx, since, 600);
  expect(plans).toHaveLength(2);
  for (const { text, pages } of plans) {
    expect(text).toContain('complaint_received');
    expect(text).not.toMatch(/Seq Scan on complaint/);
    // The window's share of the table, a block range at its edge, and the index.
    expect(pages, text).toBeLessThan(((table?.pages ?? 0) * windowDays) / DAYS + 100);
  }
});

it('finds what several accounts share, and leaves out what too many do', async () => {
  const few = await db.sql.begin((tx) => loadSharedMails(tx, since, 600));
  expect(few.length).toBeGreaterThan(500);
  expect(few.every(({ features }) => features.every((feature) => /^[sh]:/.test(feature)))).toBe(true);
  expect(await db.sql.begin((tx) => loadSharedMails(tx, since, 1))).toEqual([]);
});
