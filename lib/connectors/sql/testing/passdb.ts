// A SQL passdb on real servers for tests: Postfix asks Dovecot, Dovecot asks PostgreSQL and remembers the answer. Its two
// accounts, erika and max, have the password `secret`.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasMailServer, startMailServer, type MailServer } from '@/lib/connectors/testing/mail-server';
import type { Connector, MeasureKind, MeasureOrder, Wanted } from '@/lib/containment/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { freePort } from '@/lib/mailbox/testing/dovecot';
import { findDovecotPgsql } from '@/scripts/lib/programs.mjs';
import { sqlConnector } from '../connector';
import { sqlConnectorSettings } from '../settings';

export const login = 'erika@example.com';
export const patience = () => AbortSignal.timeout(20_000);

/** Whether this machine can run it. */
export const canRun = hasMailServer && findDovecotPgsql() !== null;

export interface Passdb {
  mail: MailServer;
  db: TestDatabase;
  ports: { http: number; imap: number };
  /** A connector to it; tells Dovecot by its command unless `more` says otherwise. */
  open(more?: Record<string, unknown>, secret?: Record<string, string>): Connector;
  /** Settings that tell Dovecot over HTTP instead. */
  viaHttp(): Record<string, unknown>;
  canSignIn(name?: string, password?: string): Promise<boolean>;
  /** Both accounts as they were, and nothing remembered. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPassdb(): Promise<Passdb> {
  const db = await freshDatabase();
  // Ours is called like PostfixAdmin's, and is not needed here.
  await db.sql`DROP TABLE mailbox CASCADE`;
  await db.sql`
    CREATE TABLE mailbox (username text PRIMARY KEY, password text NOT NULL, active boolean NOT NULL DEFAULT true,
      smtp_active boolean NOT NULL DEFAULT true)`;
  const folder = mkdtempSync(join(tmpdir(), 'passdb-'));
  const ports = { http: await freePort(), imap: await freePort() };
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
  const mail = await startMailServer({
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
  const viaHttp = () => ({ dovecotVia: 'http', dovecotUrl: `http://127.0.0.1:${ports.http}/doveadm/v1` });
  return {
    mail,
    db,
    ports,
    open: (more = {}, secret = {}) => openConnector({ mail, db }, more, secret),
    viaHttp,
    canSignIn: async (name = login, password = 'secret') => {
      try {
        (await mail.signIn(name, password)).close();
        return true;
      } catch (error) {
        if (!String(error).includes('sign-in refused: 535')) throw error;
        return false;
      }
    },
    reset: async () => {
      await db.sql`TRUNCATE mailbox`;
      await db.sql`INSERT INTO mailbox (username, password) VALUES (${login}, 'secret'), ('max@example.com', 'secret')`;
      mail.doveadm('auth', 'cache', 'flush');
    },
    stop: async () => {
      await mail.stop();
      rmSync(folder, { recursive: true, force: true });
      await db.drop();
    },
  };
}

function openConnector(
  { mail, db }: Pick<Passdb, 'mail' | 'db'>,
  more: Record<string, unknown>,
  secret: Record<string, string>,
): Connector {
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

/** The order of one measure against one account. */
export const order = (kind: MeasureKind, wanted: Wanted = 'on', name = login): MeasureOrder => ({
  kind,
  wanted,
  account: { kind: 'mailbox', login: name, domain: 'example.com' },
  caseNumber: 'AD-2026-0042',
  parameters: {},
  idempotencyKey: `measure-1-${wanted}`,
});
