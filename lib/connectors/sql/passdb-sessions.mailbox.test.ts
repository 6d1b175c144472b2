// Sessions, new passwords and canaries of a SQL passdb, on real servers.

import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailServer } from '@/lib/connectors/testing/mail-server';
import type { TestDatabase } from '@/lib/db/testing';
import { proveCanaries } from '@/lib/desk/prove-canaries';
import { canRun, login, order, patience, startPassdb, type Passdb } from './testing/passdb';

describe.runIf(canRun)('a SQL passdb and its Dovecot', () => {
  let passdb: Passdb;
  let db: TestDatabase;
  let mail: MailServer;
  let ports: Passdb['ports'];

  beforeAll(async () => {
    passdb = await startPassdb();
    ({ db, mail, ports } = passdb);
  });
  afterAll(() => passdb?.stop());
  beforeEach(() => passdb.reset());

  it('never hands a pattern to Dovecot: an account called * ends nobody else’s sessions', async () => {
    const imap = await signInImap(ports.imap, login);
    const connector = passdb.open();
    await expect(connector.apply(order('end-sessions', 'on', '*'), {}, patience())).rejects.toMatchObject({
      code: 'login-not-safe',
    });
    expect(mail.doveadm('who', '-1', login).output).toContain(login);
    imap.destroy();
    await connector.close();
  });

  it.each(['command', 'http'] as const)(
    'ends the open sessions through %s, and is content with none',
    async (via) => {
      const imap = await signInImap(ports.imap, login);
      const connector = passdb.open(via === 'http' ? passdb.viaHttp() : {});
      const closed = new Promise((resolve) => imap.once('close', resolve));
      const prior = await connector.readPrior(order('end-sessions'), patience());
      expect(prior['sessions']).toMatch(/^imap\/\d+$/);
      expect(await connector.readBack(order('end-sessions'), prior, patience())).toMatchObject({
        found: 'free',
      });
      expect(await connector.probe(order('end-sessions'), patience())).toMatchObject({
        result: 'does-not-hold',
      });
      await connector.apply(order('end-sessions'), prior, patience());
      await closed;
      await expect
        .poll(() => connector.readBack(order('end-sessions'), prior, patience()))
        .toMatchObject({ found: 'ours' });
      expect(await connector.probe(order('end-sessions'), patience())).toMatchObject({ result: 'holds' });
      await connector.apply(order('end-sessions'), prior, patience());
      await connector.close();
    },
  );

  it.each(['ARGON2ID', 'SSHA512'] as const)(
    'takes a new password as %s, which Dovecot understands',
    async (scheme) => {
      expect(await passdb.canSignIn()).toBe(true);
      const connector = passdb.open({ passwordScheme: scheme });
      await connector.setPassword?.(login, 'k7mq-x2fd-9hwp-t4ra', patience());
      expect(await passdb.canSignIn(login, 'secret'), 'not even from the cache').toBe(false);
      expect(await passdb.canSignIn(login, 'k7mq-x2fd-9hwp-t4ra')).toBe(true);
      const [row] = await db.sql<
        { password: string }[]
      >`SELECT password FROM mailbox WHERE username = ${login}`;
      expect(row?.password).toMatch(new RegExp(`^\\{${scheme}\\}`));
      expect(row?.password).not.toContain('k7mq');
      await connector.close();
    },
  );

  it('proves itself on its canary, and leaves it able to sign in', async () => {
    await db.sql`
      INSERT INTO connector (name, kind, measures, canary_login)
      VALUES ('Passwörter', 'sql', '{send-lock}', 'max@example.com')`;
    expect(await proveCanaries({ open: () => passdb.open() })).toEqual({ proved: 1, failed: 0 });
    expect(await passdb.canSignIn('max@example.com')).toBe(true);
    await db.sql`UPDATE connector SET canary_at = NULL`;
    expect(
      await proveCanaries({ open: () => passdb.open(passdb.viaHttp()) }),
      'nothing proves it over HTTP',
    ).toEqual({
      proved: 0,
      failed: 1,
    });
    expect(await passdb.canSignIn('max@example.com')).toBe(true);
  });

  it('proves itself over HTTP by the canary signing in, with passwords of its own', async () => {
    await db.sql`TRUNCATE connector CASCADE`;
    await db.sql`
      INSERT INTO connector (name, kind, measures, canary_login)
      VALUES ('Passwörter', 'sql', '{send-lock}', 'max@example.com')`;
    const signIn = { host: '127.0.0.1', port: mail.port, recipient: 'probe@example.net' };
    expect(await passdb.canSignIn('max@example.com'), 'Dovecot remembers it').toBe(true);
    expect(await proveCanaries({ open: () => passdb.open({ ...passdb.viaHttp(), signIn }) })).toEqual({
      proved: 1,
      failed: 0,
    });
    expect(await db.sql`SELECT smtp_active FROM mailbox WHERE username = 'max@example.com'`).toEqual([
      { smtp_active: true },
    ]);
    expect(await passdb.canSignIn('max@example.com'), 'the password before is gone').toBe(false);
    // A lock that no server asks for is found out.
    await db.sql`UPDATE connector SET canary_at = NULL`;
    await db.sql`CREATE TABLE IF NOT EXISTS unasked (login text PRIMARY KEY, locked boolean NOT NULL)`;
    await db.sql`INSERT INTO unasked VALUES ('max@example.com', false) ON CONFLICT DO NOTHING`;
    const unasked = {
      preset: 'own',
      sendRead: 'SELECT locked FROM unasked WHERE login = :login',
      sendLock: 'UPDATE unasked SET locked = true WHERE login = :login',
      sendRelease: 'UPDATE unasked SET locked = false WHERE login = :login',
      passwordStatement: 'UPDATE mailbox SET password = :password WHERE username = :login',
    };
    expect(
      await proveCanaries({ open: () => passdb.open({ ...passdb.viaHttp(), ...unasked, signIn }) }),
    ).toEqual({
      proved: 0,
      failed: 1,
    });
  });
});

async function signInImap(port: number, user: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port });
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  socket.write(`a LOGIN ${user} secret\r\n`);
  await expect.poll(() => text, { timeout: 10_000 }).toContain('a OK');
  return socket;
}
