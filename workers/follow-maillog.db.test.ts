// The follower is killed at any moment, over a log that grows and is rotated: rows equal the truth exactly.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { LogWriter, seeded, sortedTruth, storedMails } from '@/lib/desk/testing/mail-log';

let db: TestDatabase;
let dir: string;

beforeAll(async () => {
  db = await freshDatabase();
  dir = mkdtempSync(join(tmpdir(), 'meldestelle-log-'));
});
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  await db.drop();
});

function start(path: string): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'testing/follow-entry.ts')], {
    env: { ...process.env, DATABASE_URL: db.url, MAIL_LOGS: path, LOG_LEVEL: 'fatal' },
    stdio: 'ignore',
  });
}

async function count(): Promise<number> {
  const [row] = await db.sql<
    { lines: number }[]
  >`SELECT coalesce(sum(lines), 0)::int AS lines FROM log_source`;
  return row?.lines ?? 0;
}

test('nothing is lost and nothing doubled by kill -9', { timeout: 120_000 }, async () => {
  const path = join(dir, 'mail.log');
  const random = seeded(7);
  const writer = new LogWriter(path, Date.now() - 3_600_000, 7);
  let kills = 0;
  for (let life = 0; life < 8; life += 1) {
    const before = await count();
    const child = start(path);
    const exited = once(child, 'exit');
    // It writes while the follower starts, reads and commits; and dies anywhere between, once it has begun.
    const beforeDeath = Math.floor(random() * 25);
    for (let steps = 0, since = 0; since < beforeDeath || (await count()) === before; steps += 1) {
      writer.write(Math.floor(random() * 120));
      const roll = random();
      // Thirty are kept: a slow start must not rotate away what nobody has read.
      if (steps % 10 === 9 && steps < 30) writer.rotate(roll < 0.5 ? 'rename' : 'copy');
      await sleep(Math.floor(random() * 30));
      if ((await count()) > before) since += 1;
    }
    child.kill('SIGKILL');
    kills += 1;
    await exited;
  }
  writer.finish();
  const last = start(path);
  const exited = once(last, 'exit');
  const deadline = Date.now() + 60_000;
  while ((await count()) < writer.lines && Date.now() < deadline) await sleep(50);
  last.kill('SIGTERM');
  await exited;
  expect(kills).toBe(8);
  expect(await count()).toBe(writer.lines);
  expect(await storedMails(db.sql)).toEqual(sortedTruth(writer));
});
