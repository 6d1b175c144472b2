// A real Dovecot for tests, on a free port of loopback, with everything below one temporary folder: started by whoever
// runs the tests, root or not, beside any Dovecot of the machine, and stopped without a trace.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapConfig } from '../types';
import { dovecotConfig } from './dovecot-config';
import { makeCertificate } from './certificate';

const BINARY = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/usr/bin/dovecot'].find((path) =>
  existsSync(path),
);

/** Whether this machine can run the tests that need a mail server. */
export const hasDovecot = BINARY !== undefined;

export interface Dovecot {
  /** Settings for a connection as `user`, unencrypted; `overrides` replace single ones. */
  config(user: string, overrides?: Partial<ImapConfig>): ImapConfig;
  port: number;
  /** PEM of the authority that signed the server's certificate; null without TLS. */
  caPem: string | null;
  /** The Maildir of `user`: INBOX; other folders are `.Name` below it. */
  maildir(user: string): string;
  restart(): Promise<void>;
  /** Changes every user's password, as an administrator would. */
  setPassword(password: string): void;
  stop(): Promise<void>;
}

/** Starts a server: TLS from the first byte, or STARTTLS with `tls: 'starttls'`, or none of it. */
export async function startDovecot(
  options: { tls?: 'tls' | 'starttls'; extra?: string } = {},
): Promise<Dovecot> {
  if (BINARY === undefined) throw new Error('dovecot is not installed');
  const base = mkdtempSync(join(tmpdir(), 'dovecot-'));
  const owner = pickOwner();
  const port = await freePort();
  for (const dir of ['run', 'state', 'mail']) mkdirSync(join(base, dir));
  chmodSync(base, 0o755);
  if (process.getuid?.() === 0) chownSync(join(base, 'mail'), owner.uid, owner.gid);
  const certificate = options.tls === undefined ? null : makeCertificate(join(base, 'tls'));
  const configFile = join(base, 'dovecot.conf');
  const setConfig = (password: string): void =>
    writeFileSync(
      configFile,
      dovecotConfig({
        base,
        port,
        owner,
        password,
        certificate,
        isImplicitTls: options.tls === 'tls',
        extra: options.extra ?? '',
      }),
    );
  setConfig('secret');
  let child = await launch(configFile, port);
  return {
    port,
    caPem: certificate?.caPem ?? null,
    config: (user, overrides = {}) => ({
      kind: 'imap',
      host: '127.0.0.1',
      port,
      security: 'none',
      caPem: null,
      username: user,
      password: 'secret',
      folder: 'INBOX',
      processedFolder: 'Processed',
      quarantineFolder: 'Quarantine',
      idle: true,
      ...overrides,
    }),
    maildir: (user) => join(base, 'mail', user),
    setPassword(password) {
      setConfig(password);
      spawnSync(BINARY, ['-c', configFile, 'reload']);
    },
    async restart() {
      await end(child);
      child = await launch(configFile, port);
    },
    async stop() {
      await end(child);
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** Mail belongs to a plain user: Dovecot refuses to serve root's. */
function pickOwner(): { name: string; group: string; uid: number; gid: number } {
  const name = process.getuid?.() === 0 ? 'nobody' : userInfo().username;
  const ask = (flags: string): string => spawnSync('id', [flags, name], { encoding: 'utf8' }).stdout.trim();
  return { name, group: ask('-gn'), uid: Number(ask('-u')), gid: Number(ask('-g')) };
}

async function launch(configFile: string, port: number): Promise<ChildProcess> {
  const child = spawn(BINARY ?? '', ['-F', '-c', configFile], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (child.exitCode !== null) break;
    if (await answers(port)) return child;
    await sleep(50);
  }
  child.kill('SIGKILL');
  throw new Error(`dovecot did not start: ${output}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([ended, sleep(5_000).then(() => child.kill('SIGKILL'))]);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}

/** A TCP port of loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
