// The sample provider from nothing to the queue: a second start changes nothing, and the cases come in the stories' order.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { stories } from '@/lib/sample-provider/stories';
import { STORY_LOGINS } from '@/lib/sample-provider/story-customers';
import { seedSampleProvider } from './seed-sample-provider';
import { drain, storeMails } from './testing/desk';

const NOW = new Date('2026-11-21T09:30:00Z');
let db: TestDatabase;
let maildir = '';
let logFolder = '';

beforeAll(async () => {
  db = await freshDatabase();
  maildir = mkdtempSync(join(tmpdir(), 'seed-sample-'));
  logFolder = mkdtempSync(join(tmpdir(), 'seed-sample-log-'));
  await seedSampleProvider({ seed: 1, now: NOW, maildir, logFolder });
}, 120_000);
afterAll(async () => {
  await db.drop();
  rmSync(maildir, { recursive: true });
  rmSync(logFolder, { recursive: true });
});

async function counts(): Promise<Record<string, number>> {
  const [row] = await db.sql<Record<string, number>[]>`
    SELECT (SELECT count(*)::int FROM customer) AS customers, (SELECT count(*)::int FROM account) AS accounts,
      (SELECT count(*)::int FROM feedback_loop) AS loops, (SELECT count(*)::int FROM own_resource) AS resources,
      (SELECT count(*)::int FROM mailbox) AS mailboxes, (SELECT count(*)::int FROM log_source) AS sources, (SELECT count(*)::int FROM "case") AS cases,
      (SELECT count(*)::int FROM audit_entry) AS audits`;
  return {
    ...row,
    mails: readdirSync(join(maildir, 'new')).length,
    logBytes: readdirSync(logFolder).reduce((sum, name) => sum + statSync(join(logFolder, name)).size, 0),
  };
}

it('a second start finds everything as it was, also with another seed', async () => {
  const before = await counts();
  expect(before).toMatchObject({ loops: 13, mailboxes: 3, sources: 2, cases: 2, audits: 1 });
  const again = await seedSampleProvider({ seed: 9, now: NOW, maildir, logFolder });
  expect(again.anchor).toEqual(NOW);
  expect(again.provider.seed).toBe(1);
  expect(await counts()).toEqual(before);
});

it('a start that was cut off before the mailbox was there is carried on', async () => {
  const before = await counts();
  await db.sql`UPDATE setting SET value = jsonb_set(value, '{isLoaded}', 'false') WHERE key = 'sample-provider'`;
  await db.sql`DELETE FROM mailbox`;
  await seedSampleProvider({ seed: 1, now: NOW, maildir, logFolder });
  expect(await counts()).toEqual(before);
});

it('the resold customers belong to the reseller, and sites to their customers', async () => {
  const [row] = await db.sql<{ resold: number; sites: number; strays: number }[]>`
    SELECT count(*) FILTER (WHERE c.reseller_id = r.id)::int AS resold,
      (SELECT count(*)::int FROM account WHERE kind = 'site' AND customer_id IS NOT NULL) AS sites,
      (SELECT count(*)::int FROM account WHERE customer_id IS NULL) AS strays
    FROM customer c, customer r WHERE r.is_reseller`;
  expect(row?.resold).toBe(24);
  expect(row?.sites).toBeGreaterThan(5);
  expect(row?.strays).toBe(0);
});

it('the open cases are those of the stories, most urgent first, and no mail is lost', async () => {
  const folder = join(maildir, 'new');
  const names = readdirSync(folder).sort((one, other) => parseFloat(one) - parseFloat(other));
  const mails = names.map((name) => ({
    raw: readFileSync(join(folder, name)),
    receivedAt: statSync(join(folder, name)).mtime,
  }));
  await db.sql`SELECT ensure_raw_bytes_partition(current_date)`;
  await storeMails(db, mails);
  await drain(() => NOW);

  const open = await db.sql<{ login: string; stage: number }[]>`
    SELECT a.login, c.stage FROM "case" c JOIN account a ON a.id = c.account_id WHERE c.is_open
    ORDER BY c.stage DESC, c.score DESC`;
  const { hijacked, repeat, firstOfTwo, secondOfTwo } = STORY_LOGINS;
  expect(open.map(({ login }) => login).slice(0, 2)).toEqual([hijacked, repeat]);
  expect(
    open
      .map(({ login }) => login)
      .slice(2, 4)
      .sort(),
  ).toEqual([firstOfTwo, secondOfTwo].sort());
  expect(open[0]?.stage).toBeGreaterThanOrEqual(3);
  expect(open.length).toBe(
    stories.filter(({ rank }) => rank !== null).flatMap(({ logins }) => logins).length,
  );

  const states = await db.sql<
    { state: string; n: number }[]
  >`SELECT state, count(*)::int AS n FROM raw_message GROUP BY 1`;
  expect(states.reduce((sum, { n }) => sum + n, 0)).toBe(mails.length);
  expect(states.map(({ state }) => state)).not.toContain('received');
  const [{ strays } = { strays: -1 }] = await db.sql<{ strays: number }[]>`
    SELECT count(*)::int AS strays FROM account WHERE customer_id IS NULL`;
  expect(strays).toBe(0);
});

it('what is no complaint stands in its place, what may be one waits for a person, and admins have a task', async () => {
  const places = await db.sql<{ place: string }[]>`
    SELECT state || ' ' || coalesce(reason_code, format) || ' ' || count(*) AS place FROM raw_message
    WHERE state IN ('kept', 'to_check', 'not_recognised') GROUP BY state, format, reason_code ORDER BY 1`;
  expect(places.map(({ place }) => place).sort()).toEqual([
    'kept auto-reply 4',
    'kept dmarc-aggregate 2',
    'kept dsn 2',
    'kept loop-administration 4',
    'not_recognised no-known-format 6',
    'not_recognised nothing-of-ours 2',
    'to_check forwarded-inline 2',
    'to_check forwarded-mail 2',
    'to_check free-text 4',
  ]);
  const tasks = await db.sql`
    SELECT kind, audience, detail->>'loop' AS loop, occurrences FROM task
    WHERE kind LIKE 'loop-%' ORDER BY kind, id`;
  expect(tasks).toEqual([
    { kind: 'loop-administration', audience: 'admin', loop: 'Yahoo CFL', occurrences: 2 },
    { kind: 'loop-duty', audience: 'admin', loop: 'Yahoo CFL', occurrences: 1 },
    { kind: 'loop-verification', audience: 'admin', loop: 'SFR', occurrences: 1 },
    { kind: 'loop-verification', audience: 'admin', loop: 'SFR', occurrences: 1 },
  ]);
});
