// A real OpenLDAP server for tests, on free ports of loopback with everything below one temporary folder, stopped
// without a trace.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCertificate } from '@/lib/mailbox/testing/certificate';
import { findSlapd } from '@/scripts/lib/programs.mjs';

const SCHEMAS = ['/etc/ldap/schema', '/etc/openldap/schema'].find((path) => existsSync(path));
const MODULES = ['/usr/lib/ldap', '/usr/lib64/openldap'].find((path) => existsSync(path));

/** Whether this machine can run the tests that need an LDAP server. */
export const hasSlapd = findSlapd() !== null && SCHEMAS !== undefined && MODULES !== undefined;

export interface Slapd {
  port: number;
  tlsPort: number;
  caPem: string;
  stop(): Promise<void>;
}

/** The DN and password of the one who may read. */
export const reader = { dn: 'cn=reader,dc=example,dc=com', password: 'geheim' };

function configuration(
  base: string,
  tls: { certFile: string; keyFile: string },
  anonymousLimit: string | null,
): string {
  return [
    ...['core', 'cosine', 'inetorgperson', 'misc'].map((name) => `include ${SCHEMAS}/${name}.schema`),
    `pidfile ${base}/pid`,
    `modulepath ${MODULES}`,
    'moduleload back_mdb',
    `TLSCertificateFile ${tls.certFile}`,
    `TLSCertificateKeyFile ${tls.keyFile}`,
    'database mdb',
    'suffix "dc=example,dc=com"',
    `directory ${base}/data`,
    `rootdn "${reader.dn}"`,
    `rootpw ${reader.password}`,
    'access to * by * read',
    ...(anonymousLimit === null ? [] : [`limits anonymous ${anonymousLimit}`]),
    '',
  ].join('\n');
}

/** Starts a server that holds the entries of `ldif`; everybody may read them, as many as `limits` allows (slapd.conf(5)). */
export async function startSlapd(ldif: string, anonymousLimit: string | null = null): Promise<Slapd> {
  const binary = findSlapd() ?? '';
  const base = mkdtempSync(join(tmpdir(), 'slapd-'));
  mkdirSync(join(base, 'data'));
  const certificate = makeCertificate(join(base, 'tls'));
  const config = join(base, 'slapd.conf');
  writeFileSync(config, configuration(base, certificate, anonymousLimit));
  const added = spawnSync(binary, ['-T', 'add', '-q', '-f', config], { input: ldif, encoding: 'utf8' });
  if (added.status !== 0) throw new Error(`slapadd: ${added.stderr}`);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const urls = `ldap://127.0.0.1:${port}/ ldaps://127.0.0.1:${tlsPort}/`;
  const child = spawn(binary, ['-h', urls, '-f', config, '-d', '0'], { stdio: 'ignore' });
  await untilItListens(child, port);
  return {
    port,
    tlsPort,
    caPem: certificate.caPem,
    stop: async () => {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      rmSync(base, { recursive: true, force: true });
    },
  };
}

async function untilItListens(child: ChildProcess, port: number): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`);
    const isThere = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).once('error', () => done(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isThere) return;
    await sleep(50);
  }
  throw new Error('slapd does not listen');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
