// What the person who sets up a mailbox is told: every step up to the one that fails, with the server's words.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testMailbox, type TestStep } from './test-connection';
import { deliver, sampleMail } from './testing/deliver';
import { freePort, hasDovecot, startDovecot, type Dovecot } from './testing/dovecot';

const codes = (steps: TestStep[]) => steps.map((step) => `${step.code}${step.ok ? '' : `: ${step.advice}`}`);
const IMAP_STEPS = [
  'resolve',
  'connect',
  'tls',
  'sign-in',
  'capability',
  'folder',
  'processed-folder',
  'quarantine-folder',
];

describe.runIf(hasDovecot)('testing an IMAP mailbox', () => {
  let plain: Dovecot;
  let tls: Dovecot;
  let starttls: Dovecot;
  beforeAll(async () => {
    [plain, tls, starttls] = await Promise.all([
      startDovecot(),
      startDovecot({ tls: 'tls' }),
      startDovecot({ tls: 'starttls' }),
    ]);
  });
  afterAll(() => Promise.all([plain.stop(), tls.stop(), starttls.stop()]));

  it.each(['tls', 'starttls'] as const)(
    'passes every step with %s and the right authority',
    async (security) => {
      const server = security === 'tls' ? tls : starttls;
      const steps = await testMailbox(
        server.config('a', { security, caPem: server.caPem, host: 'localhost' }),
      );
      expect(codes(steps)).toEqual(IMAP_STEPS);
      expect(steps[2]?.detail).toMatch(/^TLSv1\.[23] /);
    },
  );

  it.each(['tls', 'starttls'] as const)(
    'refuses a certificate of an unknown authority with %s',
    async (security) => {
      const server = security === 'tls' ? tls : starttls;
      expect(codes(await testMailbox(server.config('a', { security })))).toEqual([
        'resolve',
        'connect',
        'tls: tls-failed',
      ]);
    },
  );

  it('refuses to sign in where the server offers no encryption', async () => {
    const steps = await testMailbox(plain.config('a', { security: 'starttls' }));
    expect(codes(steps)).toEqual(['resolve', 'connect', 'tls: tls-failed']);
  });

  it('names a wrong password with the server’s own words', async () => {
    const steps = await testMailbox(plain.config('a', { password: 'wrong' }));
    expect(codes(steps)).toEqual(['resolve', 'connect', 'sign-in: sign-in-refused']);
    expect(steps.at(-1)?.detail).toContain('Authentication failed');
  });

  it('names a folder that is not there', async () => {
    expect(codes(await testMailbox(plain.config('a', { folder: 'Complaints' }))).at(-1)).toBe(
      'folder: folder-missing',
    );
  });

  it('names a port where nobody listens, and a host that does not exist', async () => {
    const port = await freePort();
    expect(codes(await testMailbox(plain.config('a', { port }))).at(-1)).toBe('connect: connection-failed');
    const unknown = await testMailbox(tls.config('a', { host: 'no-such-host.example', security: 'tls' }));
    expect(codes(unknown)).toEqual(['resolve: connection-failed']);
  });

  it('sends no password unencrypted to another machine', async () => {
    await expect(testMailbox(plain.config('a', { host: '192.0.2.1' })).then(codes)).resolves.not.toContain(
      'sign-in',
    );
  }, 30_000);
});

describe('testing a Maildir', () => {
  const base = mkdtempSync(join(tmpdir(), 'maildir-'));
  const config = (path: string) => ({
    kind: 'maildir' as const,
    path,
    processedFolder: 'Processed',
    quarantineFolder: 'Quarantine',
  });
  afterAll(() => rmSync(base, { recursive: true }));

  it('passes every step, twice in a row', async () => {
    const path = join(base, 'good');
    deliver(path, sampleMail(1));
    const all = ['path', 'readable', 'writable', 'processed-folder', 'quarantine-folder'];
    expect(codes(await testMailbox(config(path)))).toEqual(all);
    expect(codes(await testMailbox(config(path)))).toEqual(all);
  });

  it('names a path that is no Maildir, and a folder name that would leave it', async () => {
    expect(codes(await testMailbox(config(join(base, 'absent'))))).toEqual(['path: path-missing']);
    const outside = { ...config(join(base, 'good')), processedFolder: '../../etc' };
    expect(codes(await testMailbox(outside)).at(-1)).toBe('processed-folder: folder-refused');
  });
});
