// What the page reads of the counters, on rows whose figures are known.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { readCustomers, readRates, readSeries } from './queries';

const period = { from: '2026-11-08', to: '2026-11-21' };
const before = { from: '2026-10-25', to: '2026-11-07' };

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
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
    const [rate, earlier] = await readRates(db.sql, [period, before]);
    expect(rate).toEqual({
      complaints: 5,
      delivered: 2_500,
      knownDays: 2,
      perThousand: 2,
    });
    expect(earlier?.perThousand).toBeNull();
  });
});
