// The LMTP worker as a process on a real database: what was acknowledged is stored, whatever kills the worker or the
// database; what was not acknowledged is delivered again and stored once.

import { createHash } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { openLmtp, type LmtpClient } from '@/lib/lmtp/testing/client';
import { startFaultProxy, type FaultProxy } from '@/lib/mailbox/testing/fault-proxy';

const directory = mkdtempSync(join(tmpdir(), 'meldestelle-lmtp-'));
const path = join(directory, 'lmtp.sock');
const mail = (text: string) => `Subject: ${text}\r\n\r\nText\r\n`;
const hashOf = (text: string) => createHash('sha256').update(mail(text)).digest('hex');

let db: TestDatabase;
const started: ChildProcess[] = [];

beforeAll(async () => {
  db = await freshDatabase();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => end(child, 'SIGKILL')));
});
afterAll(async () => {
  await db.drop();
  rmSync(directory, { recursive: true, force: true });
});

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode !== null || child.signalCode !== null)
    return Promise.resolve(child.signalCode ?? child.exitCode);
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('exit', (code, by) => resolve(by ?? code)),
  );
  child.kill(signal);
  return ended;
}

/** Starts the worker on a socket file and waits until it answers. */
async function startWorker(databaseUrl: string, failpoint?: string): Promise<ChildProcess> {
  const entry = join(import.meta.dirname, 'testing', 'lmtp-entry.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', entry, ...(failpoint === undefined ? [] : [failpoint])],
    {
      env: { ...process.env, DATABASE_URL: databaseUrl, LMTP_LISTEN: path, LOG_LEVEL: 'silent' },
      stdio: 'ignore',
    },
  );
  started.push(child);
  await expect
    .poll(
      async () => {
        const client = await openLmtp(path).catch(() => null);
        client?.close();
        return client !== null;
      },
      { timeout: 20_000, interval: 50 },
    )
    .toBe(true);
  return child;
}

async function storedTimes(text: string): Promise<number> {
  const [row] = await db.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM raw_message m JOIN raw_bytes b ON b.raw_message_id = m.id AND b.month = m.month
    WHERE m.sha256 = decode(${hashOf(text)}, 'hex')`;
  return row?.count ?? 0;
}

/** Delivers over a new connection; the reply, or `null` where the connection broke before it came. */
async function deliver(text: string): Promise<string | null> {
  const client = await openLmtp(path);
  try {
    const [answer] = await client.deliver(mail(text));
    return answer ?? null;
  } catch {
    // The connection is gone: the client has no acknowledgement and keeps its mail.
    return null;
  } finally {
    client.close();
  }
}

describe('a worker that is killed', () => {
  it.each([
    ['before-commit', 0],
    ['after-commit', 1],
  ])('at %s has acknowledged nothing; the mail comes again and is stored once', async (point, times) => {
    const text = `killed ${point}`;
    const worker = await startWorker(db.url, point);
    expect(await deliver(text)).toBeNull();
    expect(await end(worker, 'SIGKILL')).toBe('SIGKILL');
    expect(await storedTimes(text)).toBe(times);

    await startWorker(db.url);
    expect(await deliver(text)).toMatch(/^250/);
    expect(await storedTimes(text)).toBe(1);
  });

  it('under load has stored all that it acknowledged', async () => {
    const worker = await startWorker(db.url);
    const acknowledged: string[] = [];
    const lanes = Array.from({ length: 10 }, async (_, lane) => {
      for (let number = 0; number < 1_000; number += 1) {
        const text = `load ${lane} ${number}`;
        if (!(await deliver(text).catch(() => null))?.startsWith('250')) return;
        acknowledged.push(text);
      }
    });
    await expect.poll(() => acknowledged.length, { timeout: 20_000, interval: 10 }).toBeGreaterThan(60);
    await end(worker, 'SIGKILL');
    await Promise.all(lanes);
    const rows = await db.sql<{ hash: string }[]>`SELECT encode(sha256, 'hex') AS hash FROM raw_message`;
    const stored = new Set(rows.map((row) => row.hash));
    expect(acknowledged.filter((text) => !stored.has(hashOf(text)))).toEqual([]);
  });

  it('by SIGTERM finishes the mail at hand and ends cleanly', async () => {
    const worker = await startWorker(db.url);
    const client = await openLmtp(path);
    await client.begin();
    await client.say('DATA');
    client.socket.write(mail('at hand'));
    const ended = end(worker, 'SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 300));
    client.socket.write('.\r\n');
    expect(await client.reply()).toMatch(/^250/);
    expect(await ended).toBe(0);
    expect(await storedTimes('at hand')).toBe(1);
  });
});

describe('a database that is away', () => {
  let proxy: FaultProxy | undefined;
  afterEach(() => proxy?.stop());

  it('defers mail with 451 and takes it once it is back, by the same worker', async () => {
    const url = new URL(db.url);
    proxy = await startFaultProxy(Number(url.port));
    const port = proxy.port;
    url.port = String(port);
    await startWorker(url.toString());
    expect(await deliver('while it is there')).toMatch(/^250/);
    await proxy.stop();
    const client: LmtpClient = await openLmtp(path);
    const [deferred] = await client.deliver(mail('while it is away'));
    expect(deferred).toMatch(/^451 4/);
    expect(await storedTimes('while it is away')).toBe(0);

    proxy = await startFaultProxy(Number(new URL(db.url).port), port);
    const [again] = await client.deliver(mail('while it is away'));
    client.close();
    expect(again).toMatch(/^250/);
    expect(await storedTimes('while it is away')).toBe(1);
  });
});
