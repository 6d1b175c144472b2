// What COPY carries arrives as it was, whatever a hostile mail put into it.

import { afterAll, beforeAll, expect, it } from 'vitest';
import fc from 'fast-check';
import { copyRows, takeIds } from './copy-rows';
import { freshDatabase, type TestDatabase } from './testing';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`CREATE TABLE carried (id int, text text, list text[], doc jsonb, at timestamptz, yes bool, number float8)`;
});
afterAll(() => db.drop());

const columns = ['id', 'text', 'list', 'doc', 'at', 'yes', 'number'];
const carried = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '').toWellFormed());
const hostile = fc.constantFrom(
  '\\N',
  '\\.',
  'NULL',
  '{a,b}',
  '"',
  '\\',
  '\t',
  '\r\n',
  "'; DROP TABLE carried; --",
  '',
  '\u2028',
  '\v\b\f',
);
const text = fc.oneof(carried, hostile);

it('any text, list, document, time and number comes back equal', async () => {
  const row = fc.record({
    text: fc.option(text),
    list: fc.array(text, { maxLength: 4 }),
    doc: fc.record({ a: text, b: fc.array(text, { maxLength: 3 }) }),
    at: fc.option(fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })),
    yes: fc.boolean(),
    number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      await db.sql`TRUNCATE carried`;
      const fields = rows.map((r, i) => [i, r.text, r.list, { json: r.doc }, r.at, r.yes, r.number]);
      await db.sql.begin((tx) => copyRows(tx, 'carried', columns, fields));
      expect(await db.sql`SELECT text, list, doc, at, yes, number FROM carried ORDER BY id`).toEqual(rows);
    }),
    { numRuns: 60 },
  );
});

it('bytes of a list come back as their text, a NUL as the sign for what is none', async () => {
  const list = fc.array(
    fc.uint8Array({ max: 127, maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(list, { minLength: 1, maxLength: 20 }), async (lists) => {
      await db.sql`TRUNCATE carried`;
      const rows = lists.map((texts, i) => [i, texts]);
      await db.sql.begin((tx) => copyRows(tx, 'carried', ['id', 'list'], rows));
      const texts = lists.map((one) => ({
        list: one.map((bytes) => bytes.toString('latin1').replaceAll('\0', '\u{fffd}')),
      }));
      expect(await db.sql`SELECT list FROM carried ORDER BY id`).toEqual(texts);
    }),
    { numRuns: 60 },
  );
});

it('rows of many messages arrive whole, in their order, and those written before a fault do not stay', async () => {
  const rows = Array.from({ length: 3_000 }, (_, i) => [i, `${i} ${'ä€😀\\'.repeat(20 + (i % 7))}`]);
  await db.sql`TRUNCATE carried`;
  await db.sql.begin((tx) => copyRows(tx, 'carried', ['id', 'text'], rows));
  const found = await db.sql`SELECT id, text FROM carried ORDER BY id`;
  expect(found.map(({ id, text }) => [id, text])).toEqual(rows);

  const faulty = [...rows, [9_999, new Date(NaN)]];
  await expect(db.sql.begin((tx) => copyRows(tx, 'carried', ['id', 'text'], faulty))).rejects.toThrow(
    RangeError,
  );
  expect(await db.sql`SELECT count(*)::int AS n FROM carried`).toEqual([{ n: rows.length }]);
});

it('numbers are taken ascending and never twice', async () => {
  const [first, second] = await Promise.all(
    [1, 2].map(() => db.sql.begin((tx) => takeIds(tx, 'report', 50))),
  );
  const all = [...(first ?? []), ...(second ?? [])];
  expect(new Set(all).size).toBe(100);
  expect(first).toEqual([...(first ?? [])].sort((a, b) => a - b));
});
