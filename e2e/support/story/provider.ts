// The provider of the story, on real servers: accounts in PostfixAdmin's tables in PostgreSQL, Dovecot that asks them for
// sign-ins and serves IMAP, Postfix that takes mail from accounts (SASL, our policy service) and from other servers.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { hasMailServer, startMailServer, type MailServer } from '@/lib/connectors/testing/mail-server';
import { freePort } from '@/lib/mailbox/testing/dovecot';
import { findDovecotPgsql } from '@/scripts/lib/programs.mjs';
import { startTestServer } from '@/scripts/test-postgres';

/** Whether this machine can run the story. */
export const hasProvider = hasMailServer && findDovecotPgsql() !== null;

/** Whose mail the complaints are about, and the desk's own two mailboxes. */
export const logins = {
  account: 'erika@example.com',
  complaints: 'beschwerden@example.com',
  desk: 'meldestelle@example.com',
} as const;

/** Where the customer is reached while the account is locked. */
export const customerAddress = 'erika.privat@example.net';

/** Mail for it stays in the queue. */
export const silentDomain = 'langsam.example';

/** One word each that stands nowhere else, so that it can be looked for in every log. */
export const passwords: Record<keyof typeof logins, string> & { database: string } = {
  account: 'Fensterputzer-Wolkenbruch-81',
  complaints: 'Apfelkuchen-Hafenkran-27',
  desk: 'Murmeltier-Ziegelstein-64',
  database: 'Regenschirm-Bahnsteig-39',
};

export interface Provider {
  mail: MailServer;
  imapPort: number;
  /** The empty database for the desk. */
  deskUrl: string;
  /** The database of the accounts, as the desk's connector and directory sign in to it. */
  accounts: { host: string; port: string; database: string; username: string };
  stop(): Promise<void>;
}

const ACCOUNTS = 'postfixadmin';
const READER = 'abuse_desk';

/** Starts everything; `policyPort` is where the desk's policy service will answer. */
export async function startProvider(policyPort: number): Promise<Provider> {
  const server = await startTestServer();
  const folder = mkdtempSync(join(tmpdir(), 'provider-'));
  try {
    const { hostname: host, port } = new URL(server.serverUrl);
    await makeDatabases(server.serverUrl);
    writeFileSync(join(folder, 'sql.conf'), passdbSettings(host, port), { mode: 0o600 });
    const imapPort = await freePort();
    const mail = await startMailServer({
      before: `check_policy_service { inet:127.0.0.1:${policyPort}, timeout=2s, try_limit=1, default_action=DUNNO },`,
      passdb: `passdb {\n  driver = sql\n  args = ${folder}/sql.conf\n}`,
      mailboxes: [...Object.values(logins), customerAddress],
      outside: true,
      unreachable: silentDomain,
      dovecotConf: imapSettings(imapPort),
    });
    return {
      mail,
      imapPort,
      deskUrl: urlOf(server.serverUrl, 'desk'),
      accounts: { host, port, database: ACCOUNTS, username: READER },
      async stop() {
        await mail.stop();
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

// PostfixAdmin's columns as far as its presets read them, and a user who may do no more than docs/connectors.md asks for.
async function makeDatabases(serverUrl: string): Promise<void> {
  const server = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await server.unsafe('CREATE DATABASE desk');
  await server.unsafe(`CREATE DATABASE ${ACCOUNTS}`);
  await server.unsafe(`CREATE USER ${READER} PASSWORD '${passwords.database}'`);
  await server.end();
  const sql = postgres(urlOf(serverUrl, ACCOUNTS), { max: 1, onnotice: () => undefined });
  await sql.unsafe(`
    CREATE TABLE domain (domain text PRIMARY KEY, backupmx boolean NOT NULL DEFAULT false);
    CREATE TABLE alias_domain (alias_domain text PRIMARY KEY, target_domain text, active boolean NOT NULL DEFAULT true);
    CREATE TABLE alias (address text PRIMARY KEY, goto text NOT NULL, active boolean NOT NULL DEFAULT true);
    CREATE TABLE mailbox (username text PRIMARY KEY, password text NOT NULL, name text NOT NULL, domain text NOT NULL,
      email_other text NOT NULL DEFAULT '', phone text NOT NULL DEFAULT '', created timestamptz NOT NULL DEFAULT '2019-05-06',
      active boolean NOT NULL DEFAULT true, smtp_active boolean NOT NULL DEFAULT true);
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${READER};
    GRANT UPDATE (active, smtp_active, password) ON mailbox TO ${READER};
    INSERT INTO domain (domain) VALUES ('example.com')`);
  const names = { account: 'Erika Beispiel', complaints: 'Beschwerden', desk: 'Meldestelle' };
  for (const who of ['account', 'complaints', 'desk'] as const) {
    const other = who === 'account' ? customerAddress : '';
    await sql`
      INSERT INTO mailbox (username, password, name, domain, email_other)
      VALUES (${logins[who]}, ${passwords[who]}, ${names[who]}, 'example.com', ${other})`;
  }
  await sql.end();
}

function passdbSettings(host: string, port: string): string {
  return [
    'driver = pgsql',
    `connect = host=${host} port=${port} dbname=${ACCOUNTS} user=${READER} password=${passwords.database}`,
    'default_pass_scheme = PLAIN',
    `password_query = SELECT username AS user, password FROM mailbox WHERE username = '%u' AND active AND ('%s' <> 'smtp' OR smtp_active)`,
    '',
  ].join('\n');
}

// With the cache that a busy server has, and for longer: whoever forgets to tell Dovecot is found out.
function imapSettings(port: number): string {
  return [
    'protocols = imap',
    'mail_location = maildir:~/Maildir',
    'disable_plaintext_auth = no',
    'auth_cache_size = 1M',
    'auth_cache_ttl = 1 hour',
    'auth_cache_negative_ttl = 1 hour',
    'mail_max_userip_connections = 50',
    'namespace inbox {\n  inbox = yes\n  separator = /\n}',
    `service imap-login {\n  chroot =\n  inet_listener imap {\n    address = 127.0.0.1\n    port = ${port}\n  }\n  inet_listener imaps {\n    port = 0\n  }\n}`,
  ].join('\n');
}
