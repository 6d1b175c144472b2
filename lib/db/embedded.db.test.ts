// The embedded PostgreSQL itself, so on clusters of its own: what is promised to whoever installs nothing else.

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeMarker } from './cluster/state';
import { startCluster, type Cluster } from './embedded';

let dir: string;
let home: string;
const running: Cluster[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'meldestelle-cluster-'));
  chmodSync(home, 0o711);
  dir = join(home, 'postgres');
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((cluster) => cluster.stop()));
  rmSync(home, { recursive: true, force: true });
});

async function start(): Promise<Cluster> {
  const cluster = await startCluster({ dir, durable: true, settings: ['shared_buffers=16MB'] });
  running.push(cluster);
  return cluster;
}

async function withSql<T>(url: string, use: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await use(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function writeRow(cluster: Cluster): Promise<void> {
  await withSql(cluster.url('postgres'), async (sql) => {
    await sql`CREATE TABLE kept (value int)`;
    await sql`INSERT INTO kept VALUES (42)`;
  });
}

const readRow = (cluster: Cluster) =>
  withSql(
    cluster.url('postgres'),
    async (sql) => (await sql<{ value: number }[]>`SELECT value FROM kept`)[0]?.value,
  );

describe('data', () => {
  test('survive a stop, on the same port', async () => {
    const first = await start();
    await writeRow(first);
    await first.stop();
    const second = await start();
    expect(second.port).toBe(first.port);
    expect(await readRow(second)).toBe(42);
  });

  test('that were committed survive kill -9 of the server', async () => {
    const first = await start();
    await writeRow(first);
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    expect(await readRow(await start())).toBe(42);
  });
});

describe('a start', () => {
  test('ends the server that a killed start left behind, and takes over', async () => {
    const leftOver = await start();
    await writeRow(leftOver);
    const next = await start();
    await leftOver.exited;
    expect(await readRow(next)).toBe(42);
  });

  test('is not deceived by a lock file whose process is something else by now', async () => {
    const first = await start();
    await first.stop();
    const lockFile = join(dir, 'data/postmaster.pid');
    writeFileSync(lockFile, `${process.pid}\n${join(dir, 'data')}\n`);
    await expect(start()).resolves.toMatchObject({ port: first.port });
  });

  test('begins anew where making the database was interrupted', async () => {
    mkdirSync(join(dir, 'data.new/base'), { recursive: true });
    writeFileSync(join(dir, 'data.new/PG_VERSION'), '18\n');
    await expect(start()).resolves.toBeDefined();
  });

  test('takes another port where its own is in use', async () => {
    const first = await start();
    await first.stop();
    const { createServer } = await import('node:net');
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(first.port, '127.0.0.1', resolve));
    try {
      expect((await start()).port).not.toBe(first.port);
    } finally {
      other.close();
    }
  });
});

/** What a directory of ours looks like from outside. */
function madeByUs(): void {
  mkdirSync(join(dir, 'data/global'), { recursive: true });
  writeFileSync(join(dir, 'data/PG_VERSION'), '18\n');
  writeFileSync(join(dir, 'data/global/pg_control'), '');
  writeMarker(dir, 20_000);
}

describe('a directory that cannot be started from gets a sentence, and is left as it is', () => {
  test('another database', async () => {
    mkdirSync(join(dir, 'data'), { recursive: true });
    writeFileSync(join(dir, 'data/PG_VERSION'), '18\n');
    await expect(start()).rejects.toThrow(/holds a database that Meldestelle did not make\. Move .+ away/);
    expect(readFileSync(join(dir, 'data/PG_VERSION'), 'utf8')).toBe('18\n');
  });

  test('another version of PostgreSQL', async () => {
    madeByUs();
    writeFileSync(join(dir, 'data/PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(/belongs to PostgreSQL 15, but this version brings PostgreSQL 18/);
  });

  test('half a database', async () => {
    madeByUs();
    rmSync(join(dir, 'data/global'), { recursive: true });
    await expect(start()).rejects.toThrow(/is incomplete/);
  });
});

test('a server writes through to the disk and lets nobody else in', async () => {
  const cluster = await start();
  const url = cluster.url('postgres');
  const [settings] = await withSql(
    url,
    (sql) => sql`SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS addresses`,
  );
  expect(settings).toEqual({ fsync: 'on', addresses: '127.0.0.1' });

  expect(statSync(join(dir, 'password')).mode & 0o777).toBe(0o600);
  const wrong = url.replace(/:[^:@]+@/, ':wrong@');
  await expect(withSql(wrong, (sql) => sql`SELECT 1`)).rejects.toMatchObject({ code: '28P01' });

  const interfaces = Object.values(networkInterfaces()).flat();
  const outside = interfaces.find((entry) => entry?.internal === false && entry.family === 'IPv4')?.address;
  if (outside === undefined) return;
  const fromOutside = url.replace('127.0.0.1', outside);
  await expect(withSql(fromOutside, (sql) => sql`SELECT 1`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
