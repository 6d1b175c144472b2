// Every list of the feedback-loop pages touches the rows it shows, with a million reports, fifty thousand tasks and a long
// history beside them. What is counted are the pages that PostgreSQL looked at.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useSql } from '@/lib/db/sql';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { vacuumTables, type WatchedPlan, watchPlans } from '@/lib/db/testing-plans';
import { listDuties, listOpenDuties } from '@/lib/feedback-loops/duty-queries';
import { listLoopEvents } from '@/lib/feedback-loops/event-queries';
import { listLoopFiles } from '@/lib/feedback-loops/file-queries';
import { listForeign } from '@/lib/feedback-loops/health-queries';
import { listLoops } from '@/lib/feedback-loops/queries';
import { findRhythm } from '@/lib/feedback-loops/rhythm-queries';
import { listChecks } from '@/lib/feedback-loops/upkeep-queries';
import { listTasksOfLoop } from '@/lib/tasks/queries';

const REPORTS = 1_000_000;
const LOOPS = 60;
const EVENTS = 2_000;
const viewer = { isAdmin: true };
let db: TestDatabase;

beforeAll(async () => {
  db = await freshDatabase();
  await db.sql.begin(async (tx) => {
    // Rows as they stand after years; what they refer to is not what is measured.
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`
      INSERT INTO feedback_loop (id, name, program, from_addresses, envelope_domains, dkim_domains)
      SELECT n, 'Loop ' || n, 'test', '{}', '{}', '{}' FROM generate_series(1, ${LOOPS}::int) n`;
    await tx`
      INSERT INTO report (id, raw_message_id, ordinal, format, feedback_type, kind, reporter_key, trust, trust_factor,
        received_at, feedback_loop_id)
      SELECT n, n, 0, 'arf', 'abuse', 'user', 'loop:7', 'verified', 1, now() - make_interval(secs => n), 7
      FROM generate_series(1, ${REPORTS}::int) n`;
    await tx`
      INSERT INTO feedback_loop_day (feedback_loop_id, day, reports)
      SELECT l, current_date - d, 1000 FROM generate_series(1, ${LOOPS}::int) l, generate_series(0, 999) d ORDER BY 1, 2`;
    await tx`
      INSERT INTO feedback_loop_event (feedback_loop_id, kind, detail)
      SELECT l, 'noted', '{"text": "Notiz"}' FROM generate_series(1, ${EVENTS}::int) n, generate_series(1, ${LOOPS}::int) l`;
    await tx`
      INSERT INTO task (kind, key, audience, detail, feedback_loop_id, done_at)
      SELECT 'loop-administration', 'k' || n, 'admin', '{}', n % ${LOOPS}::int + 1, CASE WHEN n % 50 > 0 THEN now() END
      FROM generate_series(1, 50000) n`;
    await tx`
      INSERT INTO feedback_loop_duty (feedback_loop_id, kind, value, change, told_at)
      SELECT l, 'range', '2001:db8:' || to_hex(n) || '::/48', 'added', CASE WHEN n > 9 THEN now() END
      FROM generate_series(1, 1000) n, generate_series(1, ${LOOPS}::int) l`;
    await tx`
      INSERT INTO feedback_loop_file (feedback_loop_id, name, content, size_bytes)
      SELECT l, 'Vertrag ' || n, 'x', 1 FROM generate_series(1, 20) n, generate_series(1, ${LOOPS}::int) l`;
    await tx`
      INSERT INTO feedback_loop_self_check (feedback_loop_id, address, sent_at)
      SELECT l, 'fbl@example.com', now() FROM generate_series(1, 200) n, generate_series(1, ${LOOPS}::int) l`;
    await tx`
      INSERT INTO feedback_loop_seen (feedback_loop_id, kind, value, first_day, last_day, mails)
      SELECT l, 'foreign', '2001:db8::' || to_hex(n), current_date - 9, current_date, n
      FROM generate_series(1, ${LOOPS}::int) l, generate_series(1, 200) n ORDER BY 1, 3`;
  });
  const tables = [
    'report',
    'task',
    ...['day', 'event', 'duty', 'file', 'self_check', 'seen'].map((t) => `feedback_loop_${t}`),
  ];
  await vacuumTables(db.sql, tables);
}, 240_000);
afterEach(() => useSql(db.sql));
afterAll(() => db.drop());

async function pagesOf(ask: () => Promise<unknown>): Promise<number> {
  const plans: WatchedPlan[] = [];
  useSql(watchPlans(db.sql, plans));
  await ask();
  expect(plans.length).toBeGreaterThan(0);
  for (const { text } of plans) expect(text).not.toMatch(/ on report\b/);
  return plans.reduce((sum, { pages }) => sum + pages, 0);
}

describe('the page of a loop', () => {
  it.each<[string, number, () => Promise<unknown>]>([
    ['the newest of its history', 100, () => listLoopEvents(7, null)],
    ['older ones', 100, () => listLoopEvents(7, EVENTS * 30)],
    ['its open tasks', 1_200, () => listTasksOfLoop(11, viewer)],
    ['its files', 100, () => listLoopFiles(7)],
    ['its last self-checks', 40, () => listChecks(7)],
    ['addresses that are not ours', 60, () => listForeign(7)],
    ['its rhythm', 60, () => findRhythm(7, new Date())],
  ])('shows %s', async (_, most, ask) => {
    expect(await pagesOf(ask)).toBeLessThan(most);
  });

  it('shows what its provider has to be told', async () => {
    const plans: WatchedPlan[] = [];
    expect(await listDuties(watchPlans(db.sql, plans), 7)).toHaveLength(9);
    expect(plans.reduce((sum, { pages }) => sum + pages, 0)).toBeLessThan(60);
  });
});

describe('the list of the loops', () => {
  it('grows with the loops and the days shown, not with their reports', async () => {
    // Thirty days a loop, each by its key.
    expect(await pagesOf(() => listLoops(new Date()))).toBeLessThan(LOOPS * 30 * 4);
  });

  it('and own resources name open duties without what was told before', async () => {
    const plans: WatchedPlan[] = [];
    expect(await listOpenDuties(watchPlans(db.sql, plans))).toHaveLength(LOOPS);
    expect(plans.reduce((sum, { pages }) => sum + pages, 0)).toBeLessThan(1_000);
  });
});
