// The processor in its own process, as `npm start` runs it: what a poison mail costs, and what an idle lane knows.

import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { arfMail } from '@/lib/desk/testing/arf';
import { prepareDesk, storeMails } from '@/lib/desk/testing/desk';
import { workerEnvironment, workerImports, workerNodeArgs } from './process-options';

const loop = 'loop-a.example.net';
let db: TestDatabase;
let worker: Processor | undefined;
beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await db.drop();
});

interface Processor {
  /** Ends of lanes so far. */
  ends(): string[];
  /** Asks it to stop; the exit code. */
  stop(): Promise<number | null>;
}

function startProcessor(...args: string[]): Processor {
  const entry = join(import.meta.dirname, 'testing/process-entry.ts');
  const env = { ...process.env, ...workerEnvironment, DATABASE_URL: db.url, LOG_LEVEL: 'fatal' };
  const child: ChildProcess = spawn(process.execPath, [...workerNodeArgs, ...workerImports, entry, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    ends: () => [...output.matchAll(/^lane ended: (.*)$/gm)].map((match) => match[1] ?? ''),
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
  };
}

const mail = (serial: number, poison?: string) => ({
  raw: Buffer.concat([
    Buffer.from(poison === undefined ? '' : `X-Poison: ${poison}\r\n`),
    arfMail({ loop, sender: `a${serial % 7}@example.com`, serial }),
  ]),
});
const count = async (state: string) =>
  (
    await db.sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM raw_message WHERE state = ${state}::message_state`
  )[0]?.n;
const notify = () => db.sql`SELECT pg_notify('raw_message', '')`;

describe('a poison mail', { timeout: 120_000 }, () => {
  it('costs its own limit and nothing else', async () => {
    // It stands first: the batches at hand wait for its limit, those behind do not.
    const ordinary = Array.from({ length: 1_500 }, (_, i) => mail(i));
    const [first] = await storeMails(db, [mail(2_000, 'loop'), ...ordinary]);
    worker = startProcessor('poison');
    await expect.poll(() => count('processed'), { timeout: 60_000 }).toBeGreaterThanOrEqual(500);
    expect(worker.ends(), 'what stood behind did not wait').toEqual([]);
    await expect.poll(() => count('received'), { timeout: 60_000 }).toBe(0);
    expect(await count('processed')).toBe(1_500);
    expect(
      await db.sql`SELECT id, reason_code, reason_text FROM raw_message WHERE state <> 'processed'`,
    ).toEqual([{ id: first, reason_code: 'read-limit', reason_text: '3 s' }]);
    expect(await db.sql`SELECT DISTINCT attempts FROM raw_message`).toEqual([{ attempts: 1 }]);
    expect(await db.sql`SELECT count(*)::int AS n FROM complaint`).toEqual([{ n: 1_500 }]);
    expect(await worker.stop()).toBe(0);
    expect(worker.ends()).toEqual(['read-limit', 'stopped']);
  });

  it('that takes memory is set aside with that reason, as often as there is one, and each costs one lane', async () => {
    const ordinary = Array.from({ length: 50 }, (_, i) => mail(i));
    await storeMails(db, [...ordinary, mail(2_000, 'heap'), mail(2_001, 'heap'), mail(2_002, 'loop')]);
    worker = startProcessor('poison');
    await expect.poll(() => count('received'), { timeout: 90_000 }).toBe(0);
    expect(await count('processed')).toBe(50);
    const aside =
      await db.sql`SELECT reason_text, attempts FROM raw_message WHERE state = 'quarantined' ORDER BY id`;
    expect(aside).toEqual([
      { reason_text: '160 MiB', attempts: 1 },
      { reason_text: '160 MiB', attempts: 1 },
      { reason_text: '3 s', attempts: 1 },
    ]);
    expect(await db.sql`SELECT max(attempts)::int AS most FROM raw_message`).toEqual([{ most: 1 }]);
    expect(worker.ends()).toEqual(['read-limit', 'read-limit', 'read-limit']);
  });

  it('is read like any other once the reader is better', async () => {
    const [id] = await storeMails(db, [mail(1, 'loop')]);
    worker = startProcessor('poison');
    await expect.poll(() => count('quarantined'), { timeout: 60_000 }).toBe(1);
    await worker.stop();
    await db.sql`
      UPDATE raw_message SET state = 'received', attempts = 0, reason_code = NULL, reason_text = NULL WHERE id = ${id ?? 0}`;
    worker = startProcessor();
    await expect.poll(() => count('processed'), { timeout: 60_000 }).toBe(1);
  });
});

/** Nobody but this test has asked the database for anything in the last half second. */
async function isAtRest(): Promise<boolean> {
  const [row] = await db.sql<{ rests: boolean }[]>`
    SELECT coalesce(bool_and(state = 'idle' AND state_change < clock_timestamp() - interval '500 ms'), true) AS rests
    FROM pg_stat_activity WHERE datname = current_database() AND query NOT LIKE '%pg_stat_activity%'`;
  return row?.rests === true;
}

describe('a lane that idled', { timeout: 60_000 }, () => {
  it('reads the next mail with the network and the loops of now', async () => {
    await db.sql`DELETE FROM own_resource`;
    await db.sql`DELETE FROM feedback_loop`;
    worker = startProcessor();
    await storeMails(db, [mail(1)]);
    await notify();
    await expect.poll(() => count('processed'), { timeout: 30_000 }).toBe(1);
    expect(await db.sql`SELECT verdict FROM attribution`).toEqual([{ verdict: 'unattributed' }]);
    // Both lanes have asked for the context just now, and would keep it for seconds; and both have nothing to do.
    await expect.poll(isAtRest, { timeout: 30_000 }).toBe(true);
    await db.sql`
      INSERT INTO own_resource (kind, value) VALUES
        ('domain', 'example.com'), ('host', 'mail1.example.com'), ('range', '192.0.2.0/24')`;
    await db.sql`
      INSERT INTO feedback_loop (name, program, from_addresses, envelope_domains, dkim_domains)
      VALUES ('new', 'test', ${[`fbl@${loop}`]}, ${[loop]}, ${[loop]})`;
    await storeMails(db, [mail(2)]);
    await notify();
    await expect.poll(() => count('processed'), { timeout: 30_000 }).toBe(2);
    expect(await db.sql`SELECT verdict FROM attribution ORDER BY report_id`).toMatchObject([
      {},
      { verdict: 'claimed' },
    ]);
    expect(await db.sql`SELECT trust FROM report ORDER BY id DESC LIMIT 1`).toEqual([{ trust: 'verified' }]);
  });
});
