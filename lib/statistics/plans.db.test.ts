// What a read of the statistics touches at a million reports.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { explaining, type Plan } from '@/lib/maillog-lookup/testing/explain';
import { readCaseFigures } from './case-queries';
import { readCustomers, readRate, readSeries } from './queries';

const period = { from: '2026-11-08', to: '2026-11-21' };
const before = { from: '2026-10-25', to: '2026-11-07' };

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO customer (id, number, name) VALUES (1, 'K-1', 'A'), (2, 'K-2', 'B'), (3, 'K-3', 'C')`;
});
afterAll(() => db.drop());

describe('at a million reports', () => {
  beforeAll(async () => {
    // Two years, 3,000 accounts a day in the last half-year; what a million reports leave behind.
    await db.sql`
      INSERT INTO statistic_day (dimension, key, day, count)
      SELECT 'account', (n * 7 % 20000 + 1000)::text, date '2026-11-21' - d, 2
      FROM generate_series(0, 179) d, generate_series(1, 3000) n ON CONFLICT DO NOTHING`;
    await db.sql`
      INSERT INTO statistic_day (dimension, key, day, count)
      SELECT 'program', 'loop:' || n, date '2026-11-21' - d, 100
      FROM generate_series(0, 730) d, generate_series(10, 60) n ON CONFLICT DO NOTHING`;
    await db.sql`
      INSERT INTO account (id, login, customer_id)
      SELECT n, 'm' || n || '@example.com', 1 + n % 3 FROM generate_series(1000, 22000) n`;
    await db.sql`VACUUM ANALYZE statistic_day`;
    await db.sql`ANALYZE account`;
  });

  it('every read touches the days of its period alone', async () => {
    const plans: Plan[] = [];
    const seen = explaining(db.sql, plans, { forced: false });
    // What is explained answers nothing, and a sum without a row is an error.
    await Promise.allSettled([
      readSeries(seen, 'program', period, before),
      readRate(seen, period),
      readCaseFigures(seen, period),
    ]);
    const counters = plans.filter(({ text }) => text.includes('statistic_day'));
    expect(counters.length).toBeGreaterThan(3);
    for (const { text, pages } of counters) {
      expect(text).not.toMatch(/Seq Scan on statistic_day/);
      expect(pages, text).toBeLessThan(1_500);
    }
  });

  it('a ranking of customers over 30 days takes well under a second', async () => {
    const plans: Plan[] = [];
    const seen = explaining(db.sql, plans, { forced: false });
    await readCustomers(seen, 'customers', period, before);
    for (const { text } of plans) expect(text).not.toMatch(/Seq Scan on statistic_day/);
    const began = performance.now();
    const top = await readCustomers(db.sql, 'customers', { from: '2026-10-23', to: '2026-11-21' }, before);
    expect(top[0]?.total).toBeGreaterThan(50_000);
    const ms = Math.round(performance.now() - began);
    console.info(`customers of 30 days, 90,000 rows: ${ms} ms`);
    expect(ms).toBeLessThan(3_000);
  });
});
