// PostgreSQL refuses to run as root. Where we are root, a system user without a password runs the server; everywhere
// else it runs as whoever started us. This module finds or makes that user and tells what it can reach.

import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Who runs the server: null means "as ourselves". */
export type ServerUser = { name: string; uid: number; gid: number } | null;

/** `postgres` is the name that packaged servers use; `meldestelle` is the one we make where there is none. */
const NAMES = ['meldestelle', 'postgres'];

/** The user that will run the server; made where we are root and none exists. Throws a sentence where that fails. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return null;
  const found = NAMES.map(lookUp).find((user) => user !== null);
  return found ?? makeUser('meldestelle');
}

function lookUp(name: string): ServerUser {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { name, uid: Number(uid), gid: Number(gid) };
}

function makeUser(name: string): ServerUser {
  const ways: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name]],
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', name]],
  ];
  for (const [command, args] of ways) {
    const result = spawnSync(command, args, { stdio: 'ignore' });
    const user = result.status === 0 ? lookUp(name) : null;
    if (user !== null) return user;
  }
  throw new Error(
    `PostgreSQL does not run as root, and a system user for it could not be made: create one (useradd --system ${name}) or start as an ordinary user.`,
  );
}

/** Whether `user` can read, enter and (for directories of data) write `path`. Without a user: always. */
export function canReach(user: ServerUser, path: string, mode: 'r' | 'w' | 'x'): boolean {
  if (user === null) return true;
  const result = spawnSync('/bin/sh', ['-c', `test -${mode} "$0"`, path], {
    ...ids(user),
    cwd: '/',
    stdio: 'ignore',
  });
  return result.status === 0;
}

/** Options of `spawn` that make the child run as `user`. */
export function ids(user: ServerUser): { uid?: number; gid?: number } {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}

/** The command line of process `pid`, or null where there is no such process. */
export function commandOf(pid: number): string | null {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error) return null; // No such process: it ended between two looks, or never was.
    throw error;
  }
}
