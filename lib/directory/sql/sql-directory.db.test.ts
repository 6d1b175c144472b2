// Databases as directories: a real PostgreSQL, and a real MariaDB where one is installed.

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSql, type Sql } from '@/lib/db/sql';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { hasMariadb, reader, startMariadb, type Mariadb } from '../testing/mariadb';
import { emptyChunk } from '../read-row';
import type { DirectoryChunk } from '../types';
import { openSqlDirectory, testSqlDirectory } from './sql-directory';
import type { SqlSettings } from './settings';

/** PostfixAdmin's tables, as far as the presets read them. `flag` is how the server writes a truth value. */
const schema = (flag: string) => [
  `CREATE TABLE domain (domain varchar(255) PRIMARY KEY, description varchar(255), backupmx ${flag}, active ${flag}, created timestamp NULL)`,
  `CREATE TABLE mailbox (username varchar(255) PRIMARY KEY, name varchar(255), domain varchar(255), active ${flag},
    email_other varchar(255), phone varchar(30), created timestamp NULL)`,
  `CREATE TABLE alias (address varchar(255) PRIMARY KEY, goto text, domain varchar(255), active ${flag})`,
  `CREATE TABLE alias_domain (alias_domain varchar(255) PRIMARY KEY, target_domain varchar(255), active ${flag})`,
  `CREATE TABLE admin (username varchar(255) PRIMARY KEY, active ${flag}, email_other varchar(255), phone varchar(30))`,
  'CREATE TABLE domain_admins (username varchar(255), domain varchar(255), active ' + flag + ')',
  `INSERT INTO domain VALUES ('ALL', '', false, true, NULL), ('a.example', 'Verein Müller', false, true, '2019-04-01 10:00:00'),
    ('backup.example', 'not ours', true, true, NULL), ('alt.example', 'Alt', false, true, NULL)`,
  `INSERT INTO mailbox VALUES ('Info@a.example', 'Jürgen', 'a.example', true, 'j@privat.example', '+49 30 1', '2020-05-06 07:08:09'),
    ('zu@a.example', '', 'a.example', false, '', '', '2020-05-06 07:08:09')`,
  `INSERT INTO alias VALUES ('info@a.example', 'info@a.example', 'a.example', true),
    ('post@a.example', 'info@a.example,zu@a.example', 'a.example', true),
    ('@a.example', 'info@a.example', 'a.example', true), ('off@a.example', 'info@a.example', 'a.example', false)`,
  "INSERT INTO alias_domain VALUES ('alt.example', 'a.example', true)",
  `INSERT INTO admin VALUES ('chef@other.example', true, 'chef@privat.example', '+49 30 2'), ('weg@other.example', false, '', '')`,
  `INSERT INTO domain_admins VALUES ('chef@other.example', 'a.example', true), ('weg@other.example', 'a.example', true)`,
];

const base: SqlSettings = {
  engine: 'postgres',
  host: '127.0.0.1',
  port: 0,
  database: 'mail',
  username: reader.username,
  tls: 'none',
  caPem: '',
  preset: 'postfixadmin',
  customers: '',
  accounts: '',
  aliases: '',
  domains: '',
  timeoutSeconds: 30,
};
const own = (settings: SqlSettings, statements: Partial<SqlSettings>): SqlSettings => ({
  ...settings,
  preset: 'own',
  accounts: "SELECT 'u@a.example' AS login",
  ...statements,
});

interface Server {
  settings: SqlSettings;
  password: string;
  run(statement: string): Promise<unknown>;
}

async function readAll(settings: SqlSettings, password: string, signal = new AbortController().signal) {
  const all: DirectoryChunk = emptyChunk();
  const directory = openSqlDirectory(settings, password);
  let chunks = 0;
  try {
    for await (const chunk of directory.read(signal)) {
      chunks += 1;
      for (const key of Object.keys(all) as (keyof DirectoryChunk)[])
        (all[key] as unknown[]).push(...chunk[key]);
    }
  } finally {
    await directory.close();
  }
  return { ...all, chunks };
}

function suite(serverOf: () => Server, series: string, sleep: string) {
  const settings = (more: Partial<SqlSettings> = {}) => ({ ...serverOf().settings, ...more });
  const read = (more: Partial<SqlSettings> = {}) => readAll(settings(more), serverOf().password);

  test('PostfixAdmin, every mailbox a customer', async () => {
    const { customers, accounts, aliases, domains, problems } = await read();
    expect(problems).toEqual([]);
    expect(accounts).toEqual([
      {
        kind: 'mailbox',
        login: 'info@a.example',
        customerNumber: 'Info@a.example',
        active: true,
        createdAt: '2020-05-06T07:08:09.000Z',
      },
      expect.objectContaining({ login: 'zu@a.example', active: false }),
    ]);
    expect(customers).toMatchObject([
      {
        name: 'Jürgen',
        customerSince: '2020-05-06',
        contacts: [
          { kind: 'email', value: 'j@privat.example', origin: 'contact_email' },
          { kind: 'phone', value: '+49 30 1', origin: 'phone' },
        ],
      },
      { name: null, contacts: [] },
    ]);
    expect(new Set(domains)).toEqual(new Set(['a.example', 'alt.example']));
    expect(aliases.map(({ address, target }) => `${address} ${target}`).sort()).toEqual([
      '@a.example info@a.example',
      '@alt.example @a.example',
      'post@a.example info@a.example',
      'post@a.example zu@a.example',
    ]);
  });

  test('PostfixAdmin, every domain a customer, reached by its administrators', async () => {
    const { customers, accounts } = await read({ preset: 'postfixadmin-domains' });
    expect(customers.map(({ number }) => number)).toEqual(['a.example', 'alt.example', 'backup.example']);
    expect(customers[0]).toMatchObject({
      name: 'Verein Müller',
      customerSince: '2019-04-01',
      contacts: [
        { value: 'chef@other.example' },
        { value: 'chef@privat.example', origin: 'contact_email_other' },
        { value: '+49 30 2' },
      ],
    });
    expect(accounts).toMatchObject([{ customerNumber: 'a.example' }, { customerNumber: 'a.example' }]);
  });

  test('many rows come in chunks, all of them', async () => {
    const { accounts, chunks } = await readAll(
      own(settings(), { accounts: `SELECT concat('u', n, '@a.example') AS LOGIN FROM ${series}` }),
      serverOf().password,
    );
    expect(accounts.length).toBe(5_000);
    expect(chunks).toBeGreaterThan(2);
  });

  test.each([
    ['statement-failed', { accounts: 'SELECT * FROM nowhere' }],
    ['statement-failed', { accounts: 'WITH x AS (SELECT 1) DELETE FROM mailbox' }],
    ['statement-failed', { accounts: "SELECT 'u@a.example' AS login; DROP TABLE mailbox" }],
    ['columns-missing', { accounts: 'SELECT username FROM mailbox' }],
  ])('%s, and nothing is written', async (code, statements) => {
    await expect(readAll(own(settings(), statements), serverOf().password)).rejects.toMatchObject({ code });
    expect((await read()).accounts.length).toBe(2);
  });

  test('a statement that takes too long is ended by the server', async () => {
    const slow = own(settings(), { accounts: sleep, timeoutSeconds: 1 });
    await expect(readAll(slow, serverOf().password)).rejects.toMatchObject({ code: 'statement-timeout' });
  });

  test('a reading that is broken off ends', async () => {
    const stop = new AbortController();
    const slow = readAll(own(settings(), { accounts: sleep }), serverOf().password, stop.signal);
    setTimeout(() => stop.abort(), 300);
    await expect(slow).rejects.toMatchObject({ code: 'connection-lost' });
  });

  test('the connection test names every step and shows rows as they are understood', async () => {
    const { steps, sample } = await testSqlDirectory(
      settings(),
      serverOf().password,
      new AbortController().signal,
    );
    expect(steps.map(({ code, ok }) => `${code} ${ok}`)).toEqual([
      'resolve true',
      'connect true',
      'sign-in true',
      ...Array.from({ length: 4 }, () => 'read true'),
    ]);
    expect(sample?.accounts.map(({ login }) => login)).toEqual(['info@a.example', 'zu@a.example']);
  });

  test.each([
    ['resolve', 'host-unknown', { host: 'nowhere.invalid' }],
    ['connect', 'connection-refused', { port: 1 }],
    ['sign-in', 'database-unknown', { database: 'nothing' }],
    ['sign-in', 'tls-failed', { tls: 'verify' as const }],
    ['read', 'statement-failed', { preset: 'own' as const, accounts: 'SELECT * FROM nowhere' }],
  ])('the connection test stops at %s: %s', async (step, fault, more) => {
    const stop = new AbortController().signal;
    const { steps } = await testSqlDirectory(settings(more), serverOf().password, stop);
    const last = steps.at(-1);
    // A test server without TLS says so; one with a certificate of its own is not believed.
    const wanted = fault === 'tls-failed' ? /^tls-(?:failed|not-offered)$/ : new RegExp(`^${fault}$`);
    expect(last).toMatchObject({ code: step, ok: false, detail: { fault: expect.stringMatching(wanted) } });
    expect(steps.slice(0, -1).every(({ ok }) => ok)).toBe(true);
  });
}

describe('PostgreSQL', () => {
  let db: TestDatabase;
  let server: Server;

  beforeAll(async () => {
    db = await freshDatabase();
    const mail: Sql = db.sql;
    await mail.unsafe('CREATE SCHEMA mail');
    for (const statement of schema('boolean')) await mail.unsafe(`SET search_path = mail; ${statement}`);
    const url = new URL(db.url);
    await mail.unsafe(`ALTER DATABASE "${url.pathname.slice(1)}" SET search_path = mail`);
    const { username, password, hostname, port, pathname } = url;
    server = {
      settings: { ...base, host: hostname, port: Number(port), database: pathname.slice(1), username },
      password,
      run: (statement) => mail.unsafe(statement),
    };
  });
  afterAll(() => db.drop());

  suite(() => server, 'generate_series(1, 5000) AS s(n)', "SELECT 'u@a.example' AS login, pg_sleep(20)");

  test('a statement cannot write, not even by a function', async () => {
    await server.run(`CREATE FUNCTION mail.write_it() RETURNS text LANGUAGE sql AS
      $$ DELETE FROM mail.mailbox RETURNING username::text $$`);
    const accounts = "SELECT 'u@a.example' AS login, mail.write_it()";
    await expect(readAll(own(server.settings, { accounts }), server.password)).rejects.toMatchObject({
      code: 'statement-failed',
    });
    expect((await readAll(server.settings, server.password)).accounts.length).toBe(2);
  });

  test('a user who may not read is told by the step', async () => {
    const admin = openSql(inject('serverUrl'), { max: 1 });
    const name = `reader_${Date.now()}`;
    await admin.unsafe(`CREATE ROLE ${name} LOGIN PASSWORD 'geheim'`);
    try {
      const stop = new AbortController().signal;
      const { steps } = await testSqlDirectory({ ...server.settings, username: name }, 'geheim', stop);
      // The role may sign in but not read: its rights are the server's business, and the step says so.
      expect(steps.at(-1)).toMatchObject({ code: 'read', ok: false, detail: { fault: 'statement-failed' } });
    } finally {
      await admin.unsafe(`DROP ROLE ${name}`);
      await admin.end();
    }
  });
});

describe.runIf(hasMariadb)('MariaDB', () => {
  let mariadb: Mariadb;
  let server: Server;

  beforeAll(async () => {
    mariadb = await startMariadb();
    await mariadb.run(...schema('tinyint(1)'));
    server = {
      settings: { ...base, engine: 'mysql', port: mariadb.port },
      password: reader.password,
      run: (statement) => mariadb.run(statement),
    };
  });
  afterAll(() => mariadb?.stop());

  suite(
    () => server,
    '(SELECT seq AS n FROM seq_1_to_5000) s',
    "SELECT CONCAT('u', seq, '@a.example') AS login, SLEEP(5) FROM seq_1_to_100",
  );

  test('a wrong password is the server’s answer', async () => {
    const { steps } = await testSqlDirectory(server.settings, 'wrong', new AbortController().signal);
    expect(steps.at(-1)).toMatchObject({ code: 'sign-in', ok: false, detail: { fault: 'sign-in-refused' } });
  });

  test('over TLS, with the authority of the settings', async () => {
    const secure = { ...server.settings, tls: 'verify' as const, caPem: mariadb.caPem, host: 'localhost' };
    const { steps } = await testSqlDirectory(secure, server.password, new AbortController().signal);
    expect(steps.every(({ ok }) => ok)).toBe(true);
    expect(steps[2]?.detail).toMatchObject({ encrypted: 'yes', version: expect.stringContaining('MariaDB') });
  });

  test('the user of the tests could write if the adapter let it', async () => {
    await mariadb.run(`GRANT ALL ON mail.* TO '${reader.username}'@'127.0.0.1'`);
    for (const accounts of [
      'DELETE FROM mailbox',
      'SELECT 1 AS login INTO OUTFILE "/nowhere/x"',
      'CREATE TABLE x (a int)',
    ])
      await expect(readAll(own(server.settings, { accounts }), server.password)).rejects.toMatchObject({
        code: 'statement-failed',
      });
    expect((await readAll(server.settings, server.password)).accounts.length).toBe(2);
  });
});
