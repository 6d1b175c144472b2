// Locks in a SQL passdb on real servers: Postfix asks Dovecot, Dovecot asks PostgreSQL and remembers the answer. What
// counts is whether somebody can sign in, not what the table says.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasMailServer, startMailServer, type MailServer } from '@/lib/connectors/testing/mail-server';
import { ConnectorFault, type MeasureKind, type MeasureOrder, type Wanted } from '@/lib/containment/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { freePort } from '@/lib/mailbox/testing/dovecot';
import { proveCanaries } from '@/lib/desk/prove-canaries';
import { findDovecotPgsql } from '@/scripts/lib/programs.mjs';
import { sqlConnector } from './connector';
import { sqlConnectorSettings } from './settings';

const login = 'erika@example.com';
const patience = () => AbortSignal.timeout(20_000);
const canRun = hasMailServer && findDovecotPgsql() !== null;

describe.runIf(canRun)('a SQL passdb', () => {
  let mail: MailServer;
  let db: TestDatabase;
  let folder: string | undefined;
  let ports: { http: number; imap: number };

  beforeAll(async () => {
    db = await freshDatabase();
    // Ours is called like PostfixAdmin's, and is not needed here.
    await db.sql`DROP TABLE mailbox CASCADE`;
    await db.sql`
      CREATE TABLE mailbox (username text PRIMARY KEY, password text NOT NULL, active boolean NOT NULL DEFAULT true,
        smtp_active boolean NOT NULL DEFAULT true)`;
    folder = mkdtempSync(join(tmpdir(), 'passdb-'));
    ports = { http: await freePort(), imap: await freePort() };
    const url = new URL(db.url);
    writeFileSync(
      join(folder, 'sql.conf'),
      [
        'driver = pgsql',
        `connect = host=${url.hostname} port=${url.port} dbname=${url.pathname.slice(1)} user=${url.username} password=${url.password}`,
        'default_pass_scheme = PLAIN',
        `password_query = SELECT username AS user, password FROM mailbox WHERE username = '%u' AND active AND ('%s' <> 'smtp' OR smtp_active)`,
        '',
      ].join('\n'),
    );
    mail = await startMailServer({
      before: '',
      passdb: `passdb {\n  driver = sql\n  args = ${folder}/sql.conf\n}`,
      dovecotConf: [
        'protocols = imap',
        'mail_location = maildir:~/Maildir',
        'disable_plaintext_auth = no',
        'auth_cache_size = 1M',
        'auth_cache_ttl = 1 hour',
        'auth_cache_negative_ttl = 1 hour',
        'doveadm_api_key = geheim',
        `service imap-login {\n  chroot =\n  inet_listener imap {\n    address = 127.0.0.1\n    port = ${ports.imap}\n  }\n  inet_listener imaps {\n    port = 0\n  }\n}`,
        `service doveadm {\n  inet_listener http {\n    address = 127.0.0.1\n    port = ${ports.http}\n  }\n}`,
      ].join('\n'),
    });
  });
  afterAll(async () => {
    await mail?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    await db?.drop();
  });
  beforeEach(async () => {
    await db.sql`TRUNCATE mailbox`;
    await db.sql`INSERT INTO mailbox (username, password) VALUES (${login}, 'secret'), ('max@example.com', 'secret')`;
    mail.doveadm('auth', 'cache', 'flush');
  });

  function open(more: Record<string, unknown> = {}, secret: Record<string, string> = {}) {
    const url = new URL(db.url);
    const settings = sqlConnectorSettings.parse({
      engine: 'postgres',
      host: url.hostname,
      port: Number(url.port),
      database: url.pathname.slice(1),
      username: url.username,
      tls: 'none',
      preset: 'postfixadmin-smtp',
      dovecotVia: 'command',
      dovecotProgram: 'doveadm',
      dovecotArguments: ['-c', join(mail.configDirectory, '..', 'dovecot.conf')],
      ...more,
    });
    return sqlConnector({
      id: 1,
      settings,
      secret: { databasePassword: url.password, doveadmKey: 'geheim', ...secret },
      pool: db.sql,
      reach: { allowedHosts: ['127.0.0.1'], commands: new Map([['doveadm', '/usr/bin/doveadm']]) },
    });
  }
  const order = (kind: MeasureKind, wanted: Wanted = 'on', name = login): MeasureOrder => ({
    kind,
    wanted,
    account: { kind: 'mailbox', login: name, domain: 'example.com' },
    caseNumber: 'AD-2026-0042',
    parameters: {},
    idempotencyKey: `measure-1-${wanted}`,
  });
  const canSignIn = async (name = login, password = 'secret') => {
    try {
      (await mail.signIn(name, password)).close();
      return true;
    } catch (error) {
      if (!String(error).includes('sign-in refused: 535')) throw error;
      return false;
    }
  };
  const viaHttp = () => ({ dovecotVia: 'http', dovecotUrl: `http://127.0.0.1:${ports.http}/doveadm/v1` });

  it('that is locked without a word to Dovecot lets everybody in until its cache forgets', async () => {
    expect(await canSignIn()).toBe(true);
    const connector = open({ dovecotVia: 'none' });
    const prior = await connector.readPrior(order('send-lock'), patience());
    await connector.apply(order('send-lock'), prior, patience());
    expect(await connector.readBack(order('send-lock'), prior, patience())).toMatchObject({ found: 'ours' });
    expect(await connector.probe(order('send-lock'), patience())).toMatchObject({ result: 'not-provable' });
    expect(await canSignIn(), 'the cache still knows the password').toBe(true);
    await connector.close();
  });

  it.each(['command', 'http'] as const)(
    'is locked and released through Dovecot’s %s at once',
    async (via) => {
      expect(await canSignIn()).toBe(true);
      const connector = open(via === 'http' ? viaHttp() : {});
      const prior = await connector.readPrior(order('send-lock'), patience());
      for (const attempt of [1, 2]) {
        await connector.apply(order('send-lock'), prior, patience());
        expect(await canSignIn(), `after order ${attempt}`).toBe(false);
      }
      expect(await connector.readBack(order('send-lock'), prior, patience())).toMatchObject({
        found: 'ours',
      });
      const proof = via === 'http' ? 'not-provable' : 'holds';
      expect(await connector.probe(order('send-lock'), patience())).toMatchObject({ result: proof });
      expect(await canSignIn('max@example.com'), 'nobody else is locked').toBe(true);
      await connector.apply(order('send-lock', 'off'), prior, patience());
      expect(await canSignIn(), 'the refusal was remembered as well').toBe(true);
      expect(await connector.readBack(order('send-lock', 'off'), prior, patience())).toMatchObject({
        found: 'free',
      });
      expect(await connector.probe(order('send-lock', 'off'), patience())).toMatchObject({
        result: via === 'http' ? 'not-provable' : 'does-not-hold',
      });
      await connector.close();
    },
  );

  it('closes one service with a send lock and all with a login lock', async () => {
    const connector = open();
    await connector.apply(
      order('send-lock'),
      await connector.readPrior(order('send-lock'), patience()),
      patience(),
    );
    expect(await connector.probe(order('send-lock'), patience())).toMatchObject({ result: 'holds' });
    expect(await connector.probe(order('login-lock'), patience())).toEqual({
      result: 'does-not-hold',
      code: 'auth-accepted',
      detail: { service: 'imap' },
    });
    await connector.apply(
      order('login-lock'),
      await connector.readPrior(order('login-lock'), patience()),
      patience(),
    );
    expect(await connector.probe(order('login-lock'), patience())).toMatchObject({ result: 'holds' });
    await connector.close();
  });

  it('leaves an account locked that was locked before, and does not call that a release', async () => {
    await db.sql`UPDATE mailbox SET smtp_active = false WHERE username = ${login}`;
    const connector = open();
    const prior = await connector.readPrior(order('send-lock'), patience());
    await connector.apply(order('send-lock'), prior, patience());
    await connector.apply(order('send-lock', 'off'), prior, patience());
    expect(await connector.readBack(order('send-lock', 'off'), prior, patience())).toMatchObject({
      found: 'free',
    });
    expect(await connector.probe(order('send-lock', 'off'), patience())).toMatchObject({
      result: 'not-provable',
      code: 'locked-before',
    });
    expect(await canSignIn()).toBe(false);
    await connector.close();
  });

  it('is left alone by a release where another case holds it by now', async () => {
    await db.sql`ALTER TABLE mailbox ADD COLUMN IF NOT EXISTS locked_by text`;
    const connector = open({
      preset: 'own',
      sendRead:
        'SELECT smtp_active, locked_by AS owner, NOT smtp_active AS locked FROM mailbox WHERE username = :login',
      sendLock: 'UPDATE mailbox SET smtp_active = false, locked_by = :case WHERE username = :login',
      sendRelease:
        'UPDATE mailbox SET smtp_active = :prior_smtp_active, locked_by = :prior_owner WHERE username = :login',
    });
    expect(connector.measures).toEqual(['send-lock', 'end-sessions']);
    const prior = await connector.readPrior(order('send-lock'), patience());
    await connector.apply(order('send-lock'), prior, patience());
    expect(await connector.readBack(order('send-lock'), prior, patience())).toMatchObject({ found: 'ours' });
    await db.sql`UPDATE mailbox SET locked_by = 'Buchhaltung' WHERE username = ${login}`;
    expect(await connector.readBack(order('send-lock'), prior, patience())).toMatchObject({ found: 'other' });
    await connector.apply(order('send-lock', 'off'), prior, patience());
    expect(await canSignIn()).toBe(false);
    expect(await db.sql`SELECT locked_by FROM mailbox WHERE username = ${login}`).toEqual([
      { locked_by: 'Buchhaltung' },
    ]);
    await connector.close();
  });

  it('binds whatever a login is: it is a value, never a part of the statement', async () => {
    const evil = "x' OR '1'='1";
    const connector = open({ dovecotVia: 'none' });
    await expect(connector.readPrior(order('send-lock', 'on', evil), patience())).rejects.toMatchObject({
      code: 'account-unknown',
    });
    await expect(connector.apply(order('send-lock', 'on', evil), {}, patience())).rejects.toThrow(
      ConnectorFault,
    );
    expect(await db.sql`SELECT 1 FROM mailbox WHERE NOT smtp_active`).toHaveLength(0);
    await connector.close();
  });

  it('rolls back a statement that meets more than the one account', async () => {
    const all = open({
      preset: 'own',
      loginRead: 'SELECT active, NOT active AS locked FROM mailbox WHERE username = :login',
      loginLock: "UPDATE mailbox SET active = false WHERE username LIKE '%' || split_part(:login, '@', 2)",
      loginRelease: 'UPDATE mailbox SET active = :prior_active WHERE username = :login',
    });
    const prior = await all.readPrior(order('login-lock'), patience());
    await expect(all.apply(order('login-lock'), prior, patience())).rejects.toMatchObject({
      effect: 'refused',
      code: 'too-many-rows',
    });
    expect(await db.sql`SELECT 1 FROM mailbox WHERE NOT active`, 'nobody is locked').toHaveLength(0);
    await all.close();
  });

  it('never hands a pattern to Dovecot: an account called * ends nobody else’s sessions', async () => {
    const imap = await signInImap(ports.imap, login);
    const connector = open();
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
      const connector = open(via === 'http' ? viaHttp() : {});
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
      expect(await canSignIn()).toBe(true);
      const connector = open({ passwordScheme: scheme });
      await connector.setPassword?.(login, 'k7mq-x2fd-9hwp-t4ra', patience());
      expect(await canSignIn(login, 'secret'), 'not even from the cache').toBe(false);
      expect(await canSignIn(login, 'k7mq-x2fd-9hwp-t4ra')).toBe(true);
      const [row] = await db.sql<
        { password: string }[]
      >`SELECT password FROM mailbox WHERE username = ${login}`;
      expect(row?.password).toMatch(new RegExp(`^\\{${scheme}\\}`));
      expect(row?.password).not.toContain('k7mq');
      await connector.close();
    },
  );

  it('whose Dovecot does not answer is unknown: the row is changed, and nobody knows what the cache says', async () => {
    const connector = open({
      dovecotVia: 'http',
      dovecotUrl: `http://127.0.0.1:${await freePort()}/doveadm/v1`,
    });
    const prior = await connector.readPrior(order('send-lock'), patience());
    await expect(connector.apply(order('send-lock'), prior, patience())).rejects.toMatchObject({
      effect: 'unknown',
      detail: { step: 'flush' },
    });
    await connector.close();
    const wrongKey = open(viaHttp(), { doveadmKey: 'falsch' });
    await expect(wrongKey.apply(order('send-lock'), prior, patience())).rejects.toMatchObject({
      effect: 'unknown',
      code: 'sign-in-refused',
    });
    await wrongKey.close();
  });

  it('that is away has certainly not been changed', async () => {
    const away = open({ port: await freePort() });
    await expect(away.readPrior(order('send-lock'), patience())).rejects.toMatchObject({
      effect: 'failed',
      code: 'unreachable',
    });
    await away.close();
  });

  it('proves itself on its canary, and leaves it able to sign in', async () => {
    await db.sql`
      INSERT INTO connector (name, kind, measures, canary_login)
      VALUES ('Passwörter', 'sql', '{send-lock}', 'max@example.com')`;
    expect(await proveCanaries({ open: () => open() })).toEqual({ proved: 1, failed: 0 });
    expect(await canSignIn('max@example.com')).toBe(true);
    await db.sql`UPDATE connector SET canary_at = NULL`;
    expect(await proveCanaries({ open: () => open(viaHttp()) }), 'nothing proves it over HTTP').toEqual({
      proved: 0,
      failed: 1,
    });
    expect(await canSignIn('max@example.com')).toBe(true);
  });

  it('proves itself over HTTP by the canary signing in, with passwords of its own', async () => {
    await db.sql`TRUNCATE connector CASCADE`;
    await db.sql`
      INSERT INTO connector (name, kind, measures, canary_login)
      VALUES ('Passwörter', 'sql', '{send-lock}', 'max@example.com')`;
    const signIn = { host: '127.0.0.1', port: mail.port, recipient: 'probe@example.net' };
    expect(await canSignIn('max@example.com'), 'Dovecot remembers it').toBe(true);
    expect(await proveCanaries({ open: () => open({ ...viaHttp(), signIn }) })).toEqual({
      proved: 1,
      failed: 0,
    });
    expect(await db.sql`SELECT smtp_active FROM mailbox WHERE username = 'max@example.com'`).toEqual([
      { smtp_active: true },
    ]);
    expect(await canSignIn('max@example.com'), 'the password before is gone').toBe(false);
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
    expect(await proveCanaries({ open: () => open({ ...viaHttp(), ...unasked, signIn }) })).toEqual({
      proved: 0,
      failed: 1,
    });
  });

  it('runs no program that the configuration does not name', async () => {
    const connector = open({ dovecotProgram: 'bash' });
    await expect(connector.probe(order('send-lock'), patience())).rejects.toMatchObject({
      effect: 'refused',
      code: 'program-not-allowed',
    });
    await connector.close();
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
