// What the page reads, on rows whose figures are known; and the plans at a million reports.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { explaining, type Plan } from '@/lib/maillog-lookup/testing/explain';
import { readAgents, readCaseFigures, readOpenByAge, readProgramShares } from './case-queries';
import { readCustomers, readRate, readSeries } from './queries';
import { writeCaseFigures } from './store';

const period = { from: '2026-11-08', to: '2026-11-21' };
const before = { from: '2026-10-25', to: '2026-11-07' };
const now = new Date('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (id, login, name) VALUES (1, 'ada', 'Ada'), (2, 'bea', 'Bea')`;
  await db.sql`INSERT INTO feedback_loop (id, name, program) VALUES (7, 'Loop Sieben', 'test')`;
  await db.sql`
    INSERT INTO customer (id, number, name, is_reseller, reseller_id) VALUES
      (1, 'R-1', 'Reseller', true, NULL), (2, 'K-2', '=Kunde', false, 1), (3, 'K-3', 'Dritter', false, NULL)`;
  await db.sql`
    INSERT INTO account (id, login, customer_id) VALUES
      (1, 'a@example.com', 2), (2, 'b@example.com', 1), (3, 'c@example.com', 3), (4, 'd@example.com', NULL)`;
});
afterAll(() => db.drop());

const count = (rows: [string, string, string, number][]) => db.sql`
  INSERT INTO statistic_day (dimension, key, day, count)
  SELECT * FROM unnest(${rows.map((r) => r[0])}::text[], ${rows.map((r) => r[1])}::text[],
    ${rows.map((r) => r[2])}::text[]::date[], ${rows.map((r) => r[3])}::bigint[])`;

describe('counters', () => {
  beforeAll(() =>
    count([
      ['program', 'loop:7', '2026-10-20', 1],
      ['program', 'loop:7', '2026-11-07', 4],
      ['program', 'loop:7', '2026-11-08', 5],
      ['program', 'signed', '2026-11-21', 9],
      ['program', 'signed', '2026-11-22', 100],
      ['account', '1', '2026-11-08', 3],
      ['account', '2', '2026-11-08', 2],
      ['account', '3', '2026-11-21', 4],
      ['account', '4', '2026-11-21', 1],
      ['account', '1', '2026-11-01', 7],
      ['delivered', '', '2026-11-08', 2_000],
      ['delivered', '', '2026-11-09', 500],
    ]),
  );

  it('are those of the period, beside the time before, the greatest first', async () => {
    const series = await readSeries(db.sql, 'program', period, before);
    expect(series.map(({ key, name, total, before: then }) => [key, name, total, then])).toEqual([
      ['signed', null, 9, 0],
      ['loop:7', 'Loop Sieben', 5, 4],
    ]);
    expect(series[1]?.days).toEqual([5, ...Array.from({ length: 13 }, () => 0)]);
  });

  it('say nothing of a time before the first of them', async () => {
    const earlier = { from: '2026-10-21', to: '2026-10-25' };
    const unknown = { from: '2026-10-16', to: '2026-10-20' };
    expect(await readSeries(db.sql, 'program', earlier, unknown)).toEqual([]);
    const later = await readSeries(db.sql, 'program', before, { from: '2026-10-11', to: '2026-10-24' });
    expect(later.map((row) => row.before)).toEqual([null]);
  });

  it('name the customers whose accounts they are today, and resellers with all theirs', async () => {
    const customers = await readCustomers(db.sql, 'customers', period, before);
    expect(customers.map(({ key, name, total }) => [key, name, total])).toEqual([
      ['K-3', 'Dritter', 4],
      ['K-2', '=Kunde', 3],
      ['R-1', 'Reseller', 2],
      ['', null, 1],
    ]);
    expect(
      (await readCustomers(db.sql, 'resellers', period, before)).map((row) => [row.key, row.total]),
    ).toEqual([['R-1', 5]]);
    const [reseller] = await readCustomers(
      db.sql,
      'resellers',
      { from: '2026-11-05', to: '2026-11-10' },
      before,
    );
    expect(reseller?.days).toEqual([0, 0, 0, 5, 0, 0]);
  });

  it('give a rate of the days whose deliveries are known, and none where none are', async () => {
    expect(await readRate(db.sql, period)).toEqual({
      complaints: 5,
      delivered: 2_500,
      knownDays: 2,
      perThousand: 2,
    });
    expect((await readRate(db.sql, before)).perThousand).toBeNull();
  });
});

describe('cases', () => {
  interface Told {
    opened: string;
    closed?: string;
    outcome?: string;
    state?: string;
    account?: number;
    lockHours?: number;
    proofHours?: number;
    loop?: string;
    by?: number;
  }
  let serial = 0;
  async function tell(one: Told): Promise<number> {
    const id = (serial += 1);
    const first = new Date(`${one.opened}T00:00:00Z`);
    const state = one.state ?? (one.closed === undefined ? 'in_review' : 'closed');
    await db.sql`
      INSERT INTO "case" (id, number, account_id, state, stage, score, peak_stage, initial_score, initial_lines, opened_at,
        closed_at, outcome, is_incident, first_seen_at)
      VALUES (${id}, ${`AD-2026-${1000 + id}`}, ${one.account ?? 100 + id}, ${state}::case_state, 2, 50, 2, 50, '[]',
        ${first}, ${one.closed === undefined ? null : new Date(`${one.closed}T00:00:00Z`)}, ${one.outcome ?? null},
        ${one.outcome === 'confirmed-abuse'}, ${first})`;
    const after = (hours?: number) => (hours === undefined ? null : new Date(first.getTime() + hours * HOUR));
    if (one.lockHours !== undefined)
      await db.sql`
        INSERT INTO measure (case_id, account_id, connector_id, kind, ground, wanted_at, confirmed_at)
        VALUES (${id}, ${one.account ?? 100 + id}, 1, 'send-lock', '{}', ${after(one.lockHours)}, ${after(one.proofHours)})`;
    if (one.loop !== undefined)
      await db.sql`INSERT INTO case_reporter (case_id, reporter_key, complaints) VALUES (${id}, ${one.loop}, 1)`;
    if (one.by !== undefined)
      await db.sql`INSERT INTO case_event (case_id, user_id, kind) VALUES (${id}, ${one.by}, 'closed')`;
    return id;
  }

  beforeAll(async () => {
    await db.sql`INSERT INTO connector (id, name, kind, measures) VALUES (1, 'C', 'manual', '{send-lock}')`;
    await db.sql`INSERT INTO account (id, login) SELECT 100 + n, 'x' || n || '@example.com' FROM generate_series(1, 40) n`;
    const ids = [
      await tell({
        opened: '2026-11-01',
        closed: '2026-11-09',
        outcome: 'confirmed-abuse',
        account: 140,
        loop: 'loop:7',
        by: 2,
      }),
      // Again within 30 days.
      await tell({ opened: '2026-11-10', account: 140, lockHours: 1, proofHours: 2, loop: 'loop:7' }),
      await tell({ opened: '2026-11-10', closed: '2026-11-12', outcome: 'no-abuse', by: 1, lockHours: 3 }),
      await tell({
        opened: '2026-11-11',
        closed: '2026-11-13',
        outcome: 'forwarding',
        state: 'dismissed',
        by: 1,
      }),
      await tell({
        opened: '2026-11-12',
        closed: '2026-11-14',
        outcome: 'confirmed-abuse',
        lockHours: 5,
        proofHours: 9,
        loop: 'domain:example.net',
        by: 1,
      }),
      await tell({ opened: '2026-11-12', closed: '2026-11-14', outcome: 'duplicate', by: 1 }),
      await tell({ opened: '2026-11-20', lockHours: -2, proofHours: 0 }),
    ];
    await writeCaseFigures(db.sql as never, ids);
  });

  it('come to shares of what was judged, and spans of what has both ends', async () => {
    expect(await readCaseFigures(db.sql, period)).toEqual({
      opened: 6,
      repeats: 1,
      repeatShare: 1 / 6,
      closed: 5,
      confirmed: 2,
      cleaned: 0,
      unfounded: 2,
      falseShare: 0.5,
      toLock: { cases: 3, median: 3 * 3_600, p90: expect.closeTo(4.6 * 3_600, 3) as number },
      toConfirmedLock: { cases: 2, median: 5.5 * 3_600, p90: expect.closeTo(8.3 * 3_600, 3) as number },
      lockedFirst: 1,
      afterLock: 0,
      sentAfterLock: 0,
    });
  });

  it('know nothing where there was none', async () => {
    const none = { from: '2026-01-01', to: '2026-01-31' };
    expect(await readCaseFigures(db.sql, none)).toMatchObject({
      falseShare: null,
      repeatShare: null,
      toLock: { cases: 0, median: null, p90: null },
    });
    expect(await readProgramShares(db.sql, none)).toEqual([]);
  });

  it('say what each program had to do with the confirmed ones', async () => {
    expect(await readProgramShares(db.sql, period)).toEqual([
      { key: 'loop:7', name: 'Loop Sieben', confirmed: 1, share: 0.5 },
      { key: 'other', name: null, confirmed: 1, share: 0.5 },
    ]);
  });

  it('are counted by age while they are open', async () => {
    const bands = await readOpenByAge(db.sql, now);
    expect(bands.map(({ from, to, cases }) => [from, to, cases])).toEqual([
      [0, 1, 0],
      [1, 3, 1],
      [3, 7, 0],
      [7, 14, 1],
      [14, 30, 0],
      [30, null, 0],
    ]);
  });

  it('are told by person in the order of names', async () => {
    expect(await readAgents(db.sql, period)).toEqual([
      { name: 'Ada', closed: 4, unfounded: 2 },
      { name: 'Bea', closed: 1, unfounded: 0 },
    ]);
  });
});

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
