// The same statements on a real MariaDB: bound values, whole transactions, and what was there before comes back.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MeasureKind, MeasureOrder, Wanted } from '@/lib/containment/types';
import type { Sql } from '@/lib/db/sql';
import { hasMariadb, startMariadb, type Mariadb } from '@/lib/directory/testing/mariadb';
import { sqlConnector } from './connector';
import { sqlConnectorSettings } from './settings';

const login = 'erika@example.com';
const patience = () => AbortSignal.timeout(20_000);

describe.runIf(hasMariadb)('a passdb in MariaDB', () => {
  let server: Mariadb;
  beforeAll(async () => {
    server = await startMariadb();
    await server.run(
      'CREATE TABLE mailbox (username varchar(255) PRIMARY KEY, password varchar(255) NOT NULL, active tinyint(1) NOT NULL DEFAULT 1, smtp_active tinyint(1) NOT NULL DEFAULT 1)',
      "CREATE TABLE users (username varchar(64), domain varchar(64), password varchar(255), active char(1) NOT NULL DEFAULT 'Y')",
      "CREATE USER 'lock'@'127.0.0.1' IDENTIFIED BY 'geheim'",
      "GRANT SELECT, UPDATE ON mail.* TO 'lock'@'127.0.0.1'",
    );
  });
  afterAll(() => server?.stop());
  beforeEach(() =>
    server.run(
      'DELETE FROM mailbox',
      'DELETE FROM users',
      `INSERT INTO mailbox (username, password) VALUES ('${login}', 'x'), ('max@example.com', 'x')`,
      "INSERT INTO users (username, domain, password) VALUES ('erika', 'example.com', 'x'), ('max', 'example.com', 'x')",
    ),
  );

  function open(more: Record<string, unknown> = {}, databasePassword = 'geheim') {
    const settings = sqlConnectorSettings.parse({
      engine: 'mysql',
      host: '127.0.0.1',
      port: server.port,
      database: 'mail',
      username: 'lock',
      tls: 'none',
      preset: 'postfixadmin-smtp',
      ...more,
    });
    const reach = { allowedHosts: [], commands: new Map<string, string>() };
    return sqlConnector({
      id: 1,
      settings,
      secret: { databasePassword },
      pool: null as unknown as Sql,
      reach,
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

  it.each([
    ['postfixadmin-smtp', 'send-lock'],
    ['postfixadmin', 'login-lock'],
    ['dovecot', 'login-lock'],
  ] as const)('is locked and released by the statements of %s (%s)', async (preset, kind) => {
    const connector = open({ preset });
    expect(connector.measures).toContain(kind);
    const prior = await connector.readPrior(order(kind), patience());
    // As it comes back from our own database.
    const kept = JSON.parse(JSON.stringify(prior)) as typeof prior;
    expect(await connector.readBack(order(kind), kept, patience())).toMatchObject({ found: 'free' });
    await connector.apply(order(kind), kept, patience());
    await connector.apply(order(kind), kept, patience());
    expect(await connector.readBack(order(kind), kept, patience())).toMatchObject({ found: 'ours' });
    const other = await connector.readPrior(order(kind, 'on', 'max@example.com'), patience());
    expect(other, 'nobody else').toEqual(prior);
    await connector.apply(order(kind, 'off'), kept, patience());
    expect(await connector.readBack(order(kind, 'off'), kept, patience())).toMatchObject({ found: 'free' });
    expect(await connector.readPrior(order(kind), patience())).toEqual(prior);
    await connector.close();
  });

  it('binds whatever a login is', async () => {
    const connector = open();
    for (const evil of ["x' OR '1'='1", "\\' OR 1=1 -- ", '? OR 1=1'])
      await expect(connector.readPrior(order('send-lock', 'on', evil), patience())).rejects.toMatchObject({
        code: 'account-unknown',
      });
    await connector.close();
  });

  it('rolls back what meets more than one account, and says what the server refuses', async () => {
    const all = open({
      preset: 'own',
      loginRead: 'SELECT active, NOT active AS locked FROM mailbox WHERE username = :login',
      loginLock: "UPDATE mailbox SET active = 0 WHERE username <> CONCAT(:login, 'x')",
      loginRelease: 'DELETE FROM mailbox WHERE username = :login',
    });
    const prior = await all.readPrior(order('login-lock'), patience());
    await expect(all.apply(order('login-lock'), prior, patience())).rejects.toMatchObject({
      code: 'too-many-rows',
    });
    expect(await all.readPrior(order('login-lock'), patience()), 'nothing is left of it').toEqual(prior);
    await server.run('UPDATE mailbox SET active = 0');
    await expect(all.apply(order('login-lock', 'off'), prior, patience())).rejects.toMatchObject({
      effect: 'refused',
      code: 'statement-failed',
    });
    await all.close();
    const stranger = open({}, 'falsch');
    await expect(stranger.readPrior(order('send-lock'), patience())).rejects.toMatchObject({
      effect: 'failed',
      code: 'sign-in-refused',
    });
  });

  it('writes no password where it fails to set one', async () => {
    const connector = open({
      preset: 'own',
      passwordStatement: 'UPDATE mailbox SET nowhere = :password WHERE username = :login',
    });
    const fault: unknown = await connector
      .setPassword?.(login, 'k7mq-x2fd-9hwp-t4ra', patience())
      .catch((e: unknown) => e);
    expect(fault).toMatchObject({ effect: 'refused' });
    expect(JSON.stringify(fault)).not.toMatch(/k7mq|argon2/);
    await connector.close();
  });
});
