// What a read of the statistics touches at a million reports.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { explaining, type Plan } from '@/lib/maillog-lookup/testing/explain';
import { readAgents, readCaseFigures, readOpenByAge, readProgramShares } from './case-queries';
import { sectionsOf } from './period';
import { readCountedAt, readCustomers, readKnownFrom, readRates, readSeries } from './queries';

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
    // Ten years of cases.
    await db.sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`;
      await tx`
        INSERT INTO case_figure (case_id, opened_at, closed_at, ended, programs, first_complaint_at, lock_wanted_at,
          lock_confirmed_at, is_repeat)
        SELECT n, at, at + interval '2 days', 'confirmed', '{loop:10}', at, at + interval '1 hour', at + interval '2 hours',
          n % 7 = 0
        FROM generate_series(1, 100000) n, LATERAL (SELECT timestamptz '2026-11-21' - n * interval '53 minutes') t (at)`;
    });
    await db.sql`VACUUM ANALYZE case_figure`;
    await db.sql`VACUUM ANALYZE statistic_day`;
    await db.sql`ANALYZE account`;
  });

  it('every read touches the days of its period alone', async () => {
    const plans: Plan[] = [];
    const seen = explaining(db.sql, plans, { forced: false });
    // What is explained answers nothing, and a sum without a row is an error.
    await Promise.allSettled([
      readSeries(seen, 'program', period, before),
      readRates(seen, [period, before, ...sectionsOf(period)]),
      readCaseFigures(seen, [period, before, ...sectionsOf(period)]),
    ]);
    const counters = plans.filter(({ text }) => text.includes('statistic_day'));
    expect(counters.length).toBeGreaterThan(3);
    for (const { text, pages } of counters) {
      expect(text).not.toMatch(/Seq Scan on statistic_day/);
      expect(pages, text).toBeLessThan(1_500);
    }
  });

  it('no read looks at a report, and cases are read by their days', async () => {
    const plans: Plan[] = [];
    const seen = explaining(db.sql, plans, { forced: false });
    const year = { from: '2025-11-22', to: '2026-11-21' };
    const [now, periods] = [new Date('2026-11-21T12:00:00Z'), [year, ...sectionsOf(year)]];
    await Promise.allSettled([
      ...(['program', 'kind', 'verdict'] as const).map((one) => readSeries(seen, one, period, before)),
      ...(['customers', 'resellers'] as const).map((one) => readCustomers(seen, one, period, before)),
      readCaseFigures(seen, periods),
      readRates(seen, periods),
      readProgramShares(seen, period),
      readOpenByAge(seen, now),
      readAgents(seen, period),
      readKnownFrom(seen, 'account'),
      readCountedAt(seen),
    ]);
    expect(plans.length).toBeGreaterThan(15);
    for (const { text, pages } of plans) {
      expect(text).not.toMatch(/\bon (?:report|complaint|attribution|raw_message|raw_bytes)\b/);
      expect(text).not.toMatch(/Seq Scan on (?:case_figure|statistic_day)/);
      expect(pages, text).toBeLessThan(4_000);
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
