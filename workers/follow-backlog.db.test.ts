// When a backlog of the mail log is read, the job that looks at all accounts is rung; the trickle after it rings nobody.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { LogWriter } from '@/lib/desk/testing/mail-log';
import { followMaillog } from './follow-maillog';

let db: TestDatabase;
let dir: string;

beforeAll(async () => {
  db = await freshDatabase();
  vi.stubEnv('DATABASE_URL', db.url);
  dir = mkdtempSync(join(tmpdir(), 'meldestelle-backlog-'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
  await db.drop();
});

async function linesRead(): Promise<number> {
  const [row] = await db.sql<
    { lines: number }[]
  >`SELECT coalesce(sum(lines), 0)::int AS lines FROM log_source`;
  return row?.lines ?? 0;
}

test('the end of a backlog rings once, and what trickles in after it does not', async () => {
  const path = join(dir, 'mail.log');
  const writer = new LogWriter(path, Date.now() - 3_600_000, 3);
  writer.write(9_000);
  await db.sql`INSERT INTO log_source (name, path) VALUES ('mail1', ${path})`;
  const rings: string[] = [];
  const bell = await db.sql.listen('mail_log_read', (payload) => rings.push(payload));
  const stop = new AbortController();
  const following = followMaillog(stop.signal, { passMs: 50 });
  await vi.waitFor(() => expect(rings).toHaveLength(1), { timeout: 30_000 });
  const read = await linesRead();
  writer.write(200);
  await vi.waitFor(async () => expect(await linesRead()).toBeGreaterThan(read), { timeout: 30_000 });
  stop.abort();
  await following;
  await bell.unlisten();
  expect(rings).toHaveLength(1);
}, 90_000);
