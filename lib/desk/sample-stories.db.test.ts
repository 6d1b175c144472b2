// The whole way on the sample provider: its first mails in, and the queue puts its stories in the right order.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { STORY_LOGINS } from '@/lib/sample-provider/story-customers';
import { forgetDeskContext } from './desk-context';
import { seedSampleProvider } from './seed-sample-provider';
import { drain, storeMails } from './testing/desk';

const now = new Date();
let db: TestDatabase;
let dir: string;

beforeAll(async () => {
  db = await freshDatabase();
  dir = mkdtempSync(join(tmpdir(), 'meldestelle-sample-'));
  const maildir = join(dir, 'mail');
  await seedSampleProvider({ seed: 1, now, maildir });
  await db.sql`SELECT ensure_raw_bytes_partition(current_date)`;
  forgetDeskContext();
  const files = readdirSync(join(maildir, 'new')).map((name) => join(maildir, 'new', name));
  await storeMails(
    db,
    files.map((file) => ({ raw: readFileSync(file), receivedAt: statSync(file).mtime })),
  );
  await drain(() => now);
}, 120_000);

afterAll(async () => {
  await db.drop();
  rmSync(dir, { recursive: true, force: true });
});

const queue = () =>
  db.sql<{ login: string; stage: number; traps: number; complainants: number }[]>`
    SELECT a.login, c.stage, c.traps, c.complainants FROM "case" c JOIN account a ON a.id = c.account_id
    WHERE c.is_open ORDER BY c.stage DESC, c.score DESC, c.id DESC`;

describe('the queue of the sample provider', () => {
  it('has the hijacked mailbox on top, then the repeat offender, then both mailboxes of one customer, and nothing else', async () => {
    const rows = await queue();
    const logins = rows.map((row) => row.login);
    expect(logins.slice(0, 2)).toEqual([STORY_LOGINS.hijacked, STORY_LOGINS.repeat]);
    expect(new Set(logins.slice(2))).toEqual(new Set([STORY_LOGINS.firstOfTwo, STORY_LOGINS.secondOfTwo]));
  });

  it('shows the hijack as urgent or an emergency with its trap hit', async () => {
    const [first] = await queue();
    expect(first?.stage).toBeGreaterThanOrEqual(3);
    expect(first?.traps).toBeGreaterThan(0);
  });

  it('leaves every mail with an end, and every end that is no report with its reason', async () => {
    const rows = await db.sql`SELECT state, reason_code FROM raw_message WHERE state <> 'processed'`;
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      expect(['not_recognised', 'quarantined']).toContain(row['state']);
      expect(row['reason_code']).toMatch(/^[a-z-]+$/);
    }
  });

  it('finds joe jobs and blames nobody for them', async () => {
    const rows = await db.sql`SELECT count(*)::int AS n FROM attribution WHERE verdict = 'joe-job'`;
    expect(rows[0]?.['n']).toBeGreaterThan(0);
    const blamed = await db.sql`
      SELECT 1 FROM complaint c JOIN attribution a ON a.report_id = c.report_id WHERE a.verdict = 'joe-job'`;
    expect(blamed).toHaveLength(0);
  });
});
