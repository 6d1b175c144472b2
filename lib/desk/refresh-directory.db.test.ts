// Directories read and merged: by CSV, since what is merged does not depend on who listed it. What the adapters read has
// tests of its own.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { refreshDirectories } from './refresh-directories';
import { refreshDirectory } from './refresh-directory';

let db: TestDatabase;
let folder: string;

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meldestelle-directory-'));
  await db.sql`TRUNCATE directory_source, customer, account, account_alias, own_resource CASCADE`;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HEADER = 'account;customer_no;name;contract;contact_email;phone;reseller_no;vip;aliases;active';

/** A source that reads a CSV of these lines; `write` replaces them. */
async function source(name: string, ...lines: string[]) {
  const path = join(folder, `${name}.csv`);
  const write = (...rows: string[]) => writeFileSync(path, [HEADER, ...rows].join('\n'));
  write(...lines);
  const [row] = await db.sql<{ id: number }[]>`
    INSERT INTO directory_source (name, kind, settings) VALUES (${name}, 'csv', ${db.sql.json({ from: 'path', path })})
    RETURNING id`;
  return { id: row!.id, path, write, read: () => refreshDirectory(row!.id) };
}

const customers = () =>
  db.sql`SELECT number, name, contract, ask_first, gone_at IS NOT NULL AS gone, source_id FROM customer ORDER BY number`;
const accounts = () => db.sql`
  SELECT login, k.number, a.active, a.gone_at IS NOT NULL AS gone, a.source_id
  FROM account a LEFT JOIN customer k ON k.id = a.customer_id ORDER BY login`;
const state = async (id: number) => (await db.sql`SELECT * FROM directory_source WHERE id = ${id}`)[0]!;

test('what is listed becomes customers with contacts, accounts, aliases and own domains', async () => {
  const one = await source(
    'a',
    'u@a.example;K1;Anna;Mail M;x@b.example;+49 1;R1;ja;info@a.example,@alt.example;ja',
    'v@a.example;K1;Anna;Mail M;y@b.example;;R1;ja;;nein',
    ';R1;Reseller;;;;;;;',
  );
  expect(await one.read()).toMatchObject({
    state: 'read',
    counts: { customers: 2, accounts: 2, aliases: 2, domains: 1 },
    changes: { customersNew: 2, accountsNew: 2, accountsGone: 0 },
    problems: 0,
    conflicts: 0,
  });
  expect(await accounts()).toEqual([
    { login: 'u@a.example', number: 'K1', active: true, gone: false, source_id: one.id },
    { login: 'v@a.example', number: 'K1', active: false, gone: false, source_id: one.id },
  ]);
  expect(await db.sql`SELECT kind, value, origin FROM customer_contact ORDER BY position`).toEqual([
    { kind: 'email', value: 'x@b.example', origin: 'contact_email' },
    { kind: 'phone', value: '+49 1', origin: 'phone' },
    { kind: 'email', value: 'y@b.example', origin: 'contact_email' },
  ]);
  expect(await db.sql`SELECT address, target FROM account_alias ORDER BY 1`).toEqual([
    { address: '@alt.example', target: 'u@a.example' },
    { address: 'info@a.example', target: 'u@a.example' },
  ]);
  expect(await db.sql`SELECT value, origin FROM own_resource`).toEqual([
    { value: 'a.example', origin: 'directory' },
  ]);
  expect(
    await db.sql`SELECT r.number FROM customer k JOIN customer r ON r.id = k.reseller_id WHERE k.number = 'K1'`,
  ).toEqual([{ number: 'R1' }]);
  expect(await state(one.id)).toMatchObject({
    last_error: null,
    customers: 2,
    accounts: 2,
    aliases: 2,
    domains: 1,
  });
});

test('the same listing again writes no row', async () => {
  const one = await source(
    'a',
    'u@a.example;K1;Anna;;x@b.example;;;;info@a.example;',
    'v@a.example;K2;Bert;;;;;;;',
  );
  await one.read();
  const versions = () => db.sql`
    SELECT 'k' || id AS row, xmin::text FROM customer UNION ALL SELECT 'a' || id, xmin::text FROM account
    UNION ALL SELECT 't' || id, xmin::text FROM customer_contact UNION ALL SELECT 'l' || id, xmin::text FROM account_alias
    UNION ALL SELECT 'o' || id, xmin::text FROM own_resource ORDER BY 1`;
  const before = await versions();
  expect(await one.read()).toMatchObject({
    changes: { customersNew: 0, customersChanged: 0, accountsNew: 0, accountsChanged: 0, accountsGone: 0 },
  });
  expect(await versions()).toEqual(before);
});

test('what a source no longer lists is gone, not deleted, and comes back; what it does not say stays', async () => {
  const lines = ['u@a.example;K1;Anna;Mail M;x@b.example;;;ja;info@a.example;', 'v@c.example;K2;Bert;;;;;;;'];
  const one = await source('a', ...lines);
  await one.read();
  one.write('v@c.example;K2;Bert;;;;;;;', 'w@c.example;K3;Carl;;;;;;info@c.example;');
  expect(await one.read()).toMatchObject({ changes: { customersGone: 1, accountsGone: 1, accountsNew: 1 } });
  expect(await accounts()).toMatchObject([
    { login: 'u@a.example', number: 'K1', gone: true, source_id: one.id },
    { login: 'v@c.example', gone: false },
    { login: 'w@c.example', gone: false },
  ]);
  expect(await db.sql`SELECT address FROM account_alias`).toEqual([{ address: 'info@c.example' }]);
  expect(await db.sql`SELECT value FROM own_resource`).toEqual([{ value: 'c.example' }]);
  one.write('u@a.example;K1;Anna B.;;x2@b.example;;;;;', ...lines.slice(1));
  await one.read();
  expect(await customers()).toMatchObject([
    { number: 'K1', name: 'Anna B.', contract: 'Mail M', ask_first: true, gone: false },
    { number: 'K2', gone: false },
    { number: 'K3', gone: true },
  ]);
  expect(await db.sql`SELECT value FROM customer_contact`).toEqual([{ value: 'x2@b.example' }]);
});

test('what a person declared of a bulk sender no source takes back', async () => {
  const one = await source('a', 'u@a.example;K1;Anna;;;;;;;', 'v@b.example;K2;Bert;;;;;;;');
  await one.read();
  await db.sql`INSERT INTO app_user (id, login, name) VALUES (77, 'admin', 'Admin') ON CONFLICT DO NOTHING`;
  await db.sql`
    INSERT INTO bulk_declaration (customer_id, declared, reason, user_id)
    SELECT id, true, 'Vereinsbrief', 77 FROM customer WHERE number = 'K1'`;
  writeFileSync(one.path, `${HEADER};bulk\nu@a.example;K1;Anna;;;;;;;;nein\nv@b.example;K2;Bert;;;;;;;;ja`);
  expect(await one.read()).toMatchObject({ state: 'read' });
  expect(await db.sql`SELECT number, declared_bulk_sender AS bulk FROM customer ORDER BY number`).toEqual([
    { number: 'K1', bulk: true },
    { number: 'K2', bulk: true },
  ]);
});

describe('a source that suddenly lists less than half', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => `u${i}@a.example;K${i};Name;;;;;;;`);

  test('is refused and says so; nothing changes', async () => {
    const one = await source('a', ...many(10));
    await one.read();
    const before = await accounts();
    one.write(...many(4));
    expect(await one.read()).toEqual({
      state: 'failed',
      code: 'shrunk',
      detail: expect.objectContaining({ accounts: 4, accountsBefore: 10, customers: 4, customersBefore: 10 }),
    });
    expect(await accounts()).toEqual(before);
    expect(await state(one.id)).toMatchObject({ accounts: 10, last_error: { code: 'shrunk' } });
  });

  test('exactly half is believed', async () => {
    const one = await source('a', ...many(10));
    await one.read();
    one.write(...many(5));
    expect(await one.read()).toMatchObject({ state: 'read', changes: { accountsGone: 5 } });
  });
});

describe('a reading that does not come to its end changes nothing', () => {
  test.each([
    [
      'csv-broken',
      (one: { write(...rows: string[]): void }) =>
        one.write('n@a.example;K9;New;;;;;;;', 'm@a.example;"never'),
    ],
    ['file-missing', (one: { path: string }) => rmSync(one.path)],
    ['csv-no-header', (one: { path: string }) => writeFileSync(one.path, 'Farbe\nrot\n')],
  ])('%s', async (code, spoil) => {
    const one = await source('a', 'u@a.example;K1;Anna;;;;;;;');
    await one.read();
    const before = [await customers(), await accounts()];
    spoil(one);
    expect(await one.read()).toMatchObject({ state: 'failed', code });
    expect([await customers(), await accounts()]).toEqual(before);
    expect((await state(one.id))['last_error']).toMatchObject({ code });
  });
});

test('a row belongs to one source: another’s claim is named and not taken, until the owner gives it up', async () => {
  const one = await source('eins', 'u@a.example;K1;Anna;;;;;;;', 'v@a.example;K2;Bert;;;;;;;');
  const two = await source(
    'zwei',
    'u@a.example;K1;Someone else;;;;;;;',
    'w@a.example;K1;Someone else;;;;;;;',
  );
  await one.read();
  expect(await two.read()).toMatchObject({ state: 'read', conflicts: 2 });
  expect(await customers()).toMatchObject([
    { number: 'K1', name: 'Anna', source_id: one.id },
    { number: 'K2' },
  ]);
  expect(await accounts()).toMatchObject([
    { login: 'u@a.example', source_id: one.id },
    { login: 'v@a.example', source_id: one.id },
    { login: 'w@a.example', number: 'K1', source_id: two.id },
  ]);
  expect((await state(two.id))['findings']).toEqual([
    { place: 'eins', code: 'customer-of-other', value: 'K1' },
    { place: 'eins', code: 'account-of-other', value: 'u@a.example' },
  ]);
  one.write('v@a.example;K2;Bert;;;;;;;');
  await one.read();
  expect(await two.read()).toMatchObject({ conflicts: 0 });
  expect(await accounts()).toMatchObject([{ login: 'u@a.example', source_id: two.id, gone: false }, {}, {}]);
});

test('an account that only complaints named becomes the source’s, with its history', async () => {
  const [known] = await db.sql<{ id: number }[]>`
    INSERT INTO account (login, domain, incidents) VALUES ('u@a.example', 'a.example', 2) RETURNING id`;
  await db.sql`INSERT INTO "case" (number, account_id, stage, score, peak_stage, initial_score, initial_lines, search_text)
    VALUES ('AD-2026-9001', ${known!.id}, 2, 30, 2, 30, '[]', 'ad-2026-9001 u@a.example')`;
  const one = await source('a', 'u@a.example;K1;Anna Zufall;;;;;;;');
  await one.read();
  expect(await db.sql`SELECT id, incidents, source_id FROM account`).toEqual([
    { id: known!.id, incidents: 2, source_id: one.id },
  ]);
  expect(await db.sql`SELECT search_text FROM "case"`).toEqual([
    { search_text: 'ad-2026-9001 u@a.example k1 anna zufall' },
  ]);
  await db.sql`TRUNCATE "case" CASCADE`;
});

test('lines that contradict one another, and numbers nobody lists, are named', async () => {
  const one = await source(
    'a',
    'u@a.example;K1;Anna;;;;R9;;;',
    'v@a.example;K1;Berta;;;;;;;',
    'v@a.example;K7;;;;;;;;',
  );
  expect(await one.read()).toMatchObject({ state: 'read', problems: 3 });
  expect((await state(one.id))['findings']).toEqual([
    { place: '', code: 'customer-differs', value: 'K1' },
    { place: '', code: 'account-differs', value: 'v@a.example' },
    { place: '', code: 'reseller-unknown', value: 'R9' },
  ]);
  expect(await customers()).toMatchObject([
    { number: 'K1', name: 'Anna' },
    { number: 'K7', name: 'K7' },
  ]);
});

test('two readers of one source: the second stands back', async () => {
  const one = await source('a', 'u@a.example;K1;Anna;;;;;;;');
  await db.sql.begin(async (tx) => {
    await tx`SELECT pg_advisory_xact_lock(hashtext('directory-reading'), ${one.id})`;
    expect(await one.read()).toEqual({ state: 'busy' });
  });
  expect(await one.read()).toMatchObject({ state: 'read' });
});

test('the schedule: due ones are read, paused ones only when a person asks, failing ones not at once again', async () => {
  const one = await source('eins', 'u@a.example;K1;Anna;;;;;;;');
  const two = await source('zwei', 'v@b.example;K2;Bert;;;;;;;');
  const bad = await source('drei');
  rmSync(bad.path);
  await db.sql`UPDATE directory_source SET paused = true WHERE id = ${two.id}`;
  const now = new Date();
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  expect(await refreshDirectories(now)).toEqual([
    { id: one.id, state: 'read' },
    { id: bad.id, state: 'failed' },
  ]);
  expect(await refreshDirectories(later(30))).toEqual([]);
  await db.sql`UPDATE directory_source SET requested_at = now() WHERE id = ${two.id}`;
  expect(await refreshDirectories(later(30))).toEqual([{ id: two.id, state: 'read' }]);
  expect(await refreshDirectories(later(30))).toEqual([]);
  expect((await refreshDirectories(later(61))).map(({ id }) => id)).toEqual([one.id, bad.id]);
});

test('removing a source leaves its rows, and another may take them over', async () => {
  const one = await source('eins', 'u@a.example;K1;Anna;;;;;;info@a.example;');
  await one.read();
  await db.sql`DELETE FROM directory_source WHERE id = ${one.id}`;
  expect(await accounts()).toMatchObject([
    { login: 'u@a.example', number: 'K1', gone: false, source_id: null },
  ]);
  const two = await source('zwei', 'u@a.example;K1;Anna;;;;;;info@a.example;');
  expect(await two.read()).toMatchObject({
    conflicts: 0,
    changes: { customersChanged: 1, accountsChanged: 1 },
  });
  expect(
    await db.sql`SELECT source_id FROM account_alias UNION ALL SELECT source_id FROM own_resource`,
  ).toEqual([{ source_id: two.id }, { source_id: two.id }]);
});
