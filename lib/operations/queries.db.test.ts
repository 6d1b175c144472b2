// The look at the installation on a real database: what it says, and that it follows indexes whatever the tables hold.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { explaining, type Plan } from '@/lib/maillog-lookup/testing/explain';
import { readOperations } from './queries';
import { deleteBeats, saveBeat, saveJobRun } from './store';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

const beat = { startedAt: new Date(), memoryBytes: 1_000 };

it('knows a worker by its last word, and misses no process that ended by itself', async () => {
  await saveBeat(db.sql, { ...beat, instance: 'a:1', workers: ['run-jobs', 'poll-mailbox'] });
  await saveBeat(db.sql, { ...beat, instance: 'b:2', workers: ['run-jobs'], memoryBytes: 3_000 });
  await db.sql`UPDATE worker_heartbeat SET at = now() - interval '1 hour' WHERE instance = 'a:1'`;
  const [poll, jobs] = (await readOperations(db.sql, new Date())).workers;
  expect(jobs).toMatchObject({ worker: 'run-jobs', memoryBytes: 3_000 });
  expect(Date.now() - (jobs?.at.getTime() ?? 0)).toBeLessThan(60_000);
  expect(Date.now() - (poll?.at.getTime() ?? 0)).toBeGreaterThan(3_500_000);
  await deleteBeats(db.sql, 'a:1');
  expect((await readOperations(db.sql, new Date())).workers.map(({ worker }) => worker)).toEqual([
    'run-jobs',
  ]);
});

it('keeps the last success of a job beside its last failure', async () => {
  await saveJobRun(db.sql, 'watch-loops', true, 0.5);
  await saveJobRun(db.sql, 'watch-loops', false, 2);
  const [job] = (await readOperations(db.sql, new Date())).jobs;
  expect(job?.seconds).toBe(2);
  expect(job?.failedAt?.getTime()).toBeGreaterThanOrEqual(job?.succeededAt?.getTime() ?? Infinity);
});

it('tells nothing of restricted mail', async () => {
  await db.sql`
    INSERT INTO raw_message (sha256, size_bytes, received_at, month, state)
    VALUES (sha256('r'), 1, now(), date_trunc('month', current_date), 'restricted')`;
  await db.sql`INSERT INTO task (kind, key, audience) VALUES ('restricted-report', 'r', 'restricted')`;
  const operations = await readOperations(db.sql, new Date());
  expect(operations.openTasks).toBe(0);
  expect(JSON.stringify(operations)).not.toContain('restricted');
});

it('follows indexes at a hundred thousand mails', async () => {
  await db.sql`
    INSERT INTO raw_message (sha256, size_bytes, received_at, month, state, reason_code)
    SELECT sha256(convert_to(n::text, 'UTF8')), 1, now(), date_trunc('month', current_date),
      CASE WHEN n % 5000 = 0 THEN 'received' WHEN n % 1000 = 0 THEN 'quarantined' ELSE 'processed' END::message_state,
      CASE WHEN n % 1000 = 0 AND n % 5000 <> 0 THEN 'broken-arf' END
    FROM generate_series(1, 100000) n`;
  await db.sql`VACUUM ANALYZE raw_message`;
  const operations = await readOperations(db.sql, new Date());
  expect(Object.fromEntries(operations.mails.map(({ label, count }) => [label, count]))).toEqual({
    received: 20,
    to_check: 0,
    not_recognised: 0,
    quarantined: 80,
  });
  const plans: Plan[] = [];
  await readOperations(explaining(db.sql, plans, { forced: false }), new Date()).catch(() => undefined);
  const mails = plans.filter(({ text }) => text.includes('raw_message'));
  expect(mails.length).toBeGreaterThan(0);
  for (const { text, pages } of mails) {
    expect(text).not.toMatch(/Seq Scan on raw_message/);
    expect(pages, text).toBeLessThan(600);
  }
});
