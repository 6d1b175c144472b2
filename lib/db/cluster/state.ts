// What a cluster's directory says about itself: whose it is, whether it is whole, and whether a server still runs on
// it. Every state that cannot be started from gets one sentence that says what to do.

import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { commandOf } from './server-user';

export const POSTGRES_MAJOR = '18';

const MARKER = z.object({
  product: z.literal('meldestelle'),
  port: z.number().int().min(1).max(65_535),
  /** Process id of whoever started the server last. */
  starter: z.number().int(),
});

/** `new`: initialise it; `ours`: start it; anything else carries the sentence. */
export type ClusterState =
  { kind: 'new' } | { kind: 'ours'; port: number; starter: number } | { kind: 'unusable'; reason: string };

/** Looks at the cluster directory `dir` without changing anything. */
export function inspectCluster(dir: string): ClusterState {
  const data = join(dir, 'data');
  const marker = readMarker(dir);
  const hasData = existsSync(data) && readdirSync(data).length > 0;
  if (!hasData) return { kind: 'new' };
  const moveAway = `Move ${dir} away to begin with an empty database, or set DATABASE_URL.`;
  if (marker === null) {
    return {
      kind: 'unusable',
      reason: `${data} holds a database that Meldestelle did not make. ${moveAway}`,
    };
  }
  const versionFile = join(data, 'PG_VERSION');
  if (!existsSync(versionFile) || !existsSync(join(data, 'global/pg_control'))) {
    return {
      kind: 'unusable',
      reason: `The database in ${data} is incomplete: parts of it were deleted. ${moveAway}`,
    };
  }
  const version = readFileSync(versionFile, 'utf8').trim();
  if (version !== POSTGRES_MAJOR) {
    const reason = `The database in ${data} belongs to PostgreSQL ${version}, but this version brings PostgreSQL ${POSTGRES_MAJOR}. ${moveAway}`;
    return { kind: 'unusable', reason };
  }
  return { kind: 'ours', port: marker.port, starter: marker.starter };
}

function readMarker(dir: string): z.infer<typeof MARKER> | null {
  const path = join(dir, 'cluster.json');
  if (!existsSync(path)) return null;
  try {
    return MARKER.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null; // Not what we wrote, so not ours.
    throw error;
  }
}

export function writeMarker(dir: string, port: number): void {
  const marker: z.infer<typeof MARKER> = { product: 'meldestelle', port, starter: process.pid };
  writeFileSync(join(dir, 'cluster.json'), `${JSON.stringify(marker)}\n`);
}

/** The superuser's password, made at first use, readable by its owner alone. */
export function passwordOf(dir: string): string {
  const path = join(dir, 'password');
  if (!existsSync(path))
    writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(path, 'utf8').trim();
}

/** `port` if it is free on loopback, else another free one below the range that outgoing connections use. */
export async function freePort(port?: number): Promise<number> {
  if (port !== undefined && (await isFree(port))) return port;
  for (let tries = 0; tries < 50; tries += 1) {
    const candidate = randomInt(20_000, 32_000);
    if (await isFree(candidate)) return candidate;
  }
  throw new Error('No free TCP port between 20000 and 32000 was found on 127.0.0.1.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * The process id of a server that still runs on `dir`, or null. A lock file whose process is gone, or is something
 * else by now (process ids are given out again, in containers at once), is removed: PostgreSQL itself would refuse.
 */
export function runningServer(dir: string): number | null {
  const lockFile = join(dir, 'data/postmaster.pid');
  if (!existsSync(lockFile)) return null;
  const pid = Number(readFileSync(lockFile, 'utf8').split('\n')[0]);
  const command = Number.isInteger(pid) && pid > 1 ? commandOf(pid) : null;
  if (command !== null && command.includes('postgres') && command.includes(join(dir, 'data'))) return pid;
  rmSync(lockFile);
  return null;
}

/** Whether the server has written that it takes connections (line 8 of its lock file). */
export function isReady(dir: string): boolean {
  const lockFile = join(dir, 'data/postmaster.pid');
  return existsSync(lockFile) && readFileSync(lockFile, 'utf8').split('\n')[7]?.trim() === 'ready';
}
