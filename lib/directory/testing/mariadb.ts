// A real MariaDB for tests, on a free port of loopback with everything below one temporary folder, stopped without a
// trace. It offers TLS with a certificate of its own.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { makeCertificate } from '@/lib/mailbox/testing/certificate';
import { findMariadb } from '@/scripts/lib/programs.mjs';

/** Whether this machine can run the tests that need a MariaDB. */
export const hasMariadb = findMariadb() !== null;

export interface Mariadb {
  port: number;
  caPem: string;
  /** Runs statements as the administrator, in the database `mail`. */
  run(...statements: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Who may read, and nothing else. */
export const reader = { username: 'reader', password: 'geheim' };

/** Starts a server with the database `mail` and a user who may only read it. */
export async function startMariadb(): Promise<Mariadb> {
  const binary = findMariadb() ?? '';
  const base = mkdtempSync(join(tmpdir(), 'mariadb-'));
  const [port, owner] = [await freePort(), pickOwner()];
  const tls = makeCertificate(join(base, 'tls'));
  const config = join(base, 'my.cnf');
  const lines = [
    '[mariadbd]',
    `datadir=${base}/data`,
    `socket=${base}/socket`,
    `pid-file=${base}/pid`,
    `log-error=${base}/log`,
    'bind-address=127.0.0.1',
    `port=${port}`,
    'skip-name-resolve',
    'character-set-server=utf8mb4',
    'innodb-buffer-pool-size=32M',
    'innodb-log-file-size=8M',
    `ssl-cert=${tls.certFile}`,
    `ssl-key=${tls.keyFile}`,
    ...(owner === null ? [] : [`user=${owner.name}`]),
    '',
  ];
  mkdirSync(join(base, 'data'));
  writeFileSync(config, lines.join('\n'));
  if (owner !== null) give(base, owner, [tls.certFile, tls.keyFile]);
  const made = spawnSync(
    'mariadb-install-db',
    [`--defaults-file=${config}`, '--skip-test-db', '--auth-root-authentication-method=normal'],
    {
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(`mariadb-install-db: ${made.stderr}`);
  const child = spawn(binary, [`--defaults-file=${config}`], { stdio: 'ignore' });
  const run = async (...statements: string[]) => {
    const admin = await createConnection({ socketPath: `${base}/socket`, user: 'root' });
    for (const statement of statements) await admin.query(statement);
    await admin.end();
  };
  await untilItAnswers(child, run);
  await run(
    'CREATE DATABASE mail',
    `CREATE USER '${reader.username}'@'127.0.0.1' IDENTIFIED BY '${reader.password}'`,
    `GRANT SELECT ON mail.* TO '${reader.username}'@'127.0.0.1'`,
  );
  return {
    port,
    caPem: tls.caPem,
    run: (...statements) => run('USE mail', ...statements),
    async stop() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await Promise.race([gone, sleep(10_000).then(() => child.kill('SIGKILL'))]);
      rmSync(base, { recursive: true, force: true });
    },
  };
}

interface Owner {
  name: string;
  uid: number;
  gid: number;
}

/** The server refuses to run as root; `mysql` comes with its package. Null: as whoever runs the tests. */
function pickOwner(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const ask = (flag: string): number =>
    Number(spawnSync('id', [flag, 'mysql'], { encoding: 'utf8' }).stdout.trim());
  return { name: 'mysql', uid: ask('-u'), gid: ask('-g') };
}

function give(base: string, { uid, gid }: Owner, files: readonly string[]): void {
  for (const path of [base, join(base, 'data'), join(base, 'tls'), ...files]) chownSync(path, uid, gid);
  chmodSync(base, 0o755);
}

async function untilItAnswers(child: ChildProcess, run: (statement: string) => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt += 1) {
    const error = await run('SELECT 1').then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error === null) return;
    await sleep(100);
  }
  throw new Error('mariadbd did not start');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
