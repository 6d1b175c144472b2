// What the lists of our own feedback loop touch at a million reports and a million mails that came in: the rows they show
// and the counts of days, never the reports themselves.

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { Sql } from '@/lib/db/sql';
import { explaining, type Plan } from '@/lib/maillog-lookup/testing/explain';
import { listInputs, readApiInput, readInputCounts } from './input-queries';
import { findSubscriber, listReports, listSubscribers } from './queries';

const pool = vi.hoisted(() => ({ sql: undefined as unknown }));
vi.mock('@/lib/db/sql', async (original) => ({ ...(await original<object>()), sql: () => pool.sql }));

let db: TestDatabase;

beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`
    INSERT INTO own_loop_subscriber (id, organisation, report_address, per_hour, per_day, state)
    SELECT n, 'Sender ' || n, 'fbl@example.net', 1000, 10000, 'active' FROM generate_series(1, 200) n`;
  // One of them has half of all.
  await db.sql`
    INSERT INTO own_loop_report (subscriber_id, key, kind, matched_by, matched, state, at)
    SELECT CASE WHEN n % 2 = 0 THEN 7 ELSE n % 200 + 1 END, int8send(n), 'click', 'dkim', 'example.net', 'queued',
      now() - n * interval '7 seconds'
    FROM generate_series(1, 1000000) n`;
  await db.sql`
    INSERT INTO own_loop_report_day (subscriber_id, day, queued, last_at)
    SELECT s, current_date - d, 50, now() FROM generate_series(1, 200) s, generate_series(0, 399) d`;
  await db.sql`
    INSERT INTO own_loop_input (way, kind, outcome, at)
    SELECT 'mail', 'click', 'reported', now() - n * interval '7 seconds' FROM generate_series(1, 1000000) n`;
  await db.sql`
    INSERT INTO own_loop_input_day (day, way, kind, outcome, count)
    SELECT current_date - d, w, k, o, 1000 FROM generate_series(0, 399) d, unnest(ARRAY['mail', 'api']) w,
      unnest(ARRAY['click', 'trap']) k, unnest(ARRAY['reported', 'held', 'known', 'no-subscriber']) o`;
  await db.sql`VACUUM ANALYZE own_loop_report, own_loop_report_day, own_loop_input, own_loop_input_day`;
}, 300_000);
afterAll(() => db.drop());

/** Statements whose text is put together: as a template of the parts between their values. */
const explainingText =
  (explained: Sql) =>
  (text: string, values: readonly unknown[] = []): unknown => {
    const parts = text.split(/\$\d+/);
    return explained(Object.assign(parts, { raw: parts }), ...(values as never[]));
  };

/** The plans of the question, and the pages of the database that it read. */
async function read(ask: () => Promise<unknown>): Promise<{ text: string; pages: number }> {
  const plans: Plan[] = [];
  const explained = explaining(db.sql, plans, { forced: false });
  pool.sql = new Proxy(explained, {
    get: (target, name) => (name === 'unsafe' ? explainingText(explained) : Reflect.get(target, name)),
  });
  await ask();
  expect(plans.length).toBeGreaterThan(0);
  const pages = plans.reduce((sum, one) => sum + one.pages, 0);
  return { text: plans.map(({ text }) => text).join('\n'), pages };
}

it.each([
  ['what came in, the first page', () => listInputs(null, 21), 15],
  ['what came in, a page in the middle', () => listInputs(500_000, 21), 15],
  ['the counts of what came in', () => readInputCounts(), 40],
  ['what last came by the API, where nothing ever did', () => readApiInput(), 15],
  ['reports of the biggest subscriber', () => listReports(7, null, 31), 120],
  ['reports of the biggest subscriber, in the middle', () => listReports(7, 500_000, 31), 120],
] as const)('%s', async (_, ask, most) => {
  expect((await read(ask)).pages).toBeLessThan(most);
});

it.each([
  ['all subscribers', () => listSubscribers()],
  ['one subscriber, the biggest', () => findSubscriber(7)],
] as const)('%s: counts of days, and no report', async (_, ask) => {
  const { text, pages } = await read(ask);
  expect(text).toMatch(/ on own_loop_report_day /);
  expect(text).not.toMatch(/ on own_loop_report /);
  // Of 200 subscribers 400 days each.
  expect(pages).toBeLessThan(3_000);
});
