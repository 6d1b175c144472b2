// A COPY that the server refuses, or whose connection dies, fails at once and with the reason; the driver alone waits
// for ever.

import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { copyInto } from './copy-into';
import { copyRows } from './copy-rows';
import { openSql } from './sql';
import { freshDatabase, type TestDatabase } from './testing';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(() => db.sql`DELETE FROM setting`);

const columns = ['key', 'value', 'updated_at'];
const row = (key: string, value = '1') => [key, value, new Date('2026-11-21T12:00:00Z')];
const count = async () => (await db.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM setting`)[0]?.n;

it.each([
  ['a value that is none', [row('a'), row('b', 'not json')], '22P02'],
  ['a key that is taken', [row('a'), row('a')], '23505'],
  ['a value that is missing', [row('a'), ['b', null, new Date()]], '23502'],
  [
    'a megabyte before the fault',
    [...Array.from({ length: 20_000 }, (_, i) => row(`k${i}`, `"${'x'.repeat(60)}"`)), row('z', 'not json')],
    '22P02',
  ],
])('refuses %s with its code, keeps nothing, and the pool goes on', async (_name, rows, code) => {
  const started = Date.now();
  await expect(db.sql.begin((tx) => copyRows(tx, 'setting', columns, rows))).rejects.toMatchObject({ code });
  expect(Date.now() - started).toBeLessThan(5_000);
  expect(await count()).toBe(0);
});

it('fails where the connection is ended before the server answered', async () => {
  await db.sql`CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(20); RETURN NEW; END $$`;
  await db.sql`CREATE TRIGGER slow BEFORE INSERT ON setting FOR EACH ROW EXECUTE FUNCTION slow()`;
  const administrator = openSql(db.url, { max: 1 });
  const started = Date.now();
  const broken = db.sql.begin(async (tx) => {
    const [me] = await tx<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    const ended = sleep(300).then(() => administrator`SELECT pg_terminate_backend(${me?.pid ?? 0})`);
    await Promise.all([
      copyInto(tx`COPY setting FROM STDIN`, Readable.from([Buffer.from('a\t1\t2026-11-21\n')])),
      ended,
    ]);
  });
  await expect(broken).rejects.toThrow();
  expect(Date.now() - started).toBeLessThan(5_000);
  await db.sql`DROP TRIGGER slow ON setting`;
  await administrator.end();
  await db.sql.begin((tx) => copyRows(tx, 'setting', columns, [row('a')]));
  expect(await count()).toBe(1);
});
