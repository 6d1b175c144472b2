// What health and coverage touch at volume: counters of the loops and days they show, never the reports or the mail log.

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sql } from '@/lib/db/sql';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { loadHealth } from '@/lib/feedback-loops/health-queries';
import { loadTraffic } from '@/lib/feedback-loops/recipient-store';
import { explaining, type Plan } from '@/lib/maillog-lookup/testing/explain';

let db: TestDatabase;
const LOOPS = 60;

beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`
    INSERT INTO feedback_loop (id, name, program, from_addresses, envelope_domains, dkim_domains)
    SELECT n, 'Loop ' || n, 'test', '{}', '{}', '{}' FROM generate_series(1, ${LOOPS}::int) n`;
  await db.sql`
    INSERT INTO feedback_loop_health_day (feedback_loop_id, day, verified)
    SELECT l, current_date - d, 1000 FROM generate_series(1, ${LOOPS}::int) l, generate_series(0, 399) d`;
  await db.sql`
    INSERT INTO feedback_loop_seen (feedback_loop_id, kind, value, first_day, last_day, mails)
    SELECT l, k, 'v' || n || '.example', current_date - 9, current_date, n
    FROM generate_series(1, ${LOOPS}::int) l, unnest(ARRAY['from', 'envelope', 'dkim', 'foreign']) k, generate_series(1, 200) n
    ORDER BY 1, 2, 3`;
  await db.sql`INSERT INTO recipient_day SELECT current_date - n, 1000000, now() FROM generate_series(1, 35) n`;
  await db.sql`
    INSERT INTO recipient_domain_day SELECT current_date - n, 'r' || d || '.example', 1000
    FROM generate_series(1, 35) n, generate_series(1, 1000) d`;
  await db.sql`VACUUM ANALYZE feedback_loop_health_day, feedback_loop_seen, recipient_domain_day`;
}, 120_000);
afterAll(() => db.drop());

/** Explains each statement, and answers it as well: the next one asks for what it found. */
function watching(plans: Plan[]): Sql {
  const explained = explaining(db.sql, plans, { forced: false });
  return new Proxy(db.sql, {
    apply: (target, _, args: [TemplateStringsArray, ...unknown[]]) => {
      const run = () => Reflect.apply(target, undefined, args) as Promise<unknown>;
      if (!/^\s*SELECT\b/.test(args[0][0] ?? '')) return run();
      return (Reflect.apply(explained, undefined, args) as unknown as Promise<unknown>).then(run);
    },
  });
}

async function pagesOf(ask: (pool: Sql) => Promise<unknown>): Promise<number> {
  const plans: Plan[] = [];
  await ask(watching(plans));
  expect(plans.length).toBeGreaterThan(0);
  for (const { text } of plans) expect(text).not.toMatch(/ on (?:report|raw_message|mail_transaction)/);
  return plans.reduce((sum, { pages }) => sum + pages, 0);
}

it('the health of one loop touches its last days and what was seen of it', async () => {
  expect((await loadHealth(db.sql, new Date(), 7))[0]?.days).toHaveLength(37);
  expect(await pagesOf((pool) => loadHealth(pool, new Date(), 7))).toBeLessThan(60);
});

it('the health of all loops grows with the loops, not with their past', async () => {
  const all = await pagesOf((pool) => loadHealth(pool, new Date()));
  expect(all).toBeLessThan(LOOPS * 40);
});

it('where mail goes is a sum over the days shown', async () => {
  expect(await pagesOf((pool) => loadTraffic(pool, new Date()))).toBeLessThan(600);
});
