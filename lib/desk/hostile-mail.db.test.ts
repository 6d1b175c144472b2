// Invariant 11: hostile mail costs at most its limits. Each hostile mail is processed in a process with a small heap;
// it ends where a person sees it, and the mail behind it is processed as if nothing had been.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { arfMail } from './testing/arf';
import { prepareDesk, storeMails } from './testing/desk';
import { hostileMails } from './testing/hostile';

const run = promisify(execFile);
let db: TestDatabase;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
});
afterEach(() => db.drop());

async function process256(): Promise<{ settled: number; peakMiB: number }> {
  const heap = '--max-old-space-size=256';
  const { stdout } = await run(
    process.execPath,
    [heap, '--import', 'tsx', 'lib/desk/testing/process-hostile.ts'],
    {
      env: { ...process.env, DATABASE_URL: db.url, LOG_LEVEL: 'silent' },
      timeout: 60_000,
    },
  );
  return JSON.parse(stdout) as { settled: number; peakMiB: number };
}

it.each(hostileMails)(
  '$name: ends in sight of a person, and the mail behind it is processed',
  async ({ raw, ends }) => {
    await storeMails(db, [
      { raw: raw() },
      { raw: arfMail({ loop: 'loop-a.example.net', sender: 'a@example.com', serial: 1 }) },
    ]);
    const { settled, peakMiB } = await process256();
    expect(settled).toBe(2);
    expect(peakMiB).toBeLessThan(400);
    const rows = await db.sql`SELECT state, reason_code, attempts FROM raw_message ORDER BY id`;
    expect(rows).toMatchObject([
      { state: ends, attempts: 1, reason_code: expect.stringMatching(/^[a-z-]+$/) as string },
      { state: 'processed' },
    ]);
  },
);
