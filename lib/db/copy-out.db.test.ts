// Bytes come out as they are stored, in order, whatever their size; and a COPY that the server breaks off fails with the
// server's reason instead of waiting for ever.

import { afterAll, beforeAll, expect, it } from 'vitest';
import fc from 'fast-check';
import { copyOut, intArray } from './copy-out';
import { openSql } from './sql';
import { freshDatabase, type TestDatabase } from './testing';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`CREATE TABLE kept (id int, bytes bytea)`;
});
afterAll(() => db.drop());

it('any bytes come back equal, NULL as null', async () => {
  const size = fc.oneof({ weight: 5, arbitrary: fc.nat(5_000) }, { weight: 1, arbitrary: fc.nat(400_000) });
  const bytes = fc.option(size.map((length) => Buffer.alloc(length, Math.floor(length % 251))));
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { maxLength: 40 }), async (rows) => {
      await db.sql`TRUNCATE kept`;
      for (const [i, one] of rows.entries()) await db.sql`INSERT INTO kept VALUES (${i}, ${one})`;
      const found = await copyOut(db.sql, 'SELECT id, bytes FROM kept ORDER BY id');
      expect(found.map(([id, kept]) => [id?.readInt32BE(), kept])).toEqual(rows.map((one, i) => [i, one]));
    }),
    { numRuns: 15 },
  );
});

it.each([
  ['before its first row', 'SELECT 1 / 0'],
  [
    'after many rows',
    'SELECT repeat(g::text, 100)::bytea, 1 / (150000 - g) FROM generate_series(1, 200000) AS g',
  ],
])('fails %s with the reason of the server, and the pool goes on', async (_name, query) => {
  await expect(copyOut(db.sql, query)).rejects.toMatchObject({ code: '22012' });
  expect(await copyOut(db.sql, 'SELECT 7')).toHaveLength(1);
});

it('fails where the connection is ended meanwhile', async () => {
  const administrator = openSql(db.url, { max: 1 });
  const waiting = copyOut(db.sql, "SELECT 'slow copy', pg_sleep(20)");
  const ended = async (): Promise<number> => {
    const rows = await administrator`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY%slow copy%'`;
    return rows.length;
  };
  await Promise.all([expect(waiting).rejects.toThrow(), expect.poll(ended, { timeout: 5_000 }).toBe(1)]);
  await administrator.end();
});

it('shares a busy pool with ordinary queries', async () => {
  const pool = openSql(db.url, { max: 2 });
  const wide = 'SELECT repeat(g::text, 200)::bytea FROM generate_series(1, 2000) AS g';
  const repeat = async (times: number, query: () => Promise<readonly unknown[]>): Promise<number[]> => {
    const lengths: number[] = [];
    for (let i = 0; i < times; i += 1) lengths.push((await query()).length);
    return lengths;
  };
  const copies = Array.from({ length: 3 }, () => repeat(20, () => copyOut(pool, wide)));
  const others = Array.from({ length: 6 }, () => repeat(60, () => pool`SELECT 1 AS one`));
  const lengths = (await Promise.all([...copies, ...others])).flat();
  expect(lengths).toEqual([...Array<number>(60).fill(2000), ...Array<number>(360).fill(1)]);
  await pool.end();
});

it('lets nothing but whole numbers into a statement', () => {
  expect(intArray([1, 2], 'bigint')).toBe("'{1,2}'::bigint[]");
  expect(() => intArray([1.5], 'int')).toThrow('1.5 is not a whole number');
  expect(() => intArray(["1}'; --"] as never, 'int')).toThrow('is not a whole number');
});
