// A transaction whose connection is ended by the server fails with an error that can be caught, at once, and the pool
// goes on; the driver alone ends the process here.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql } from './sql';
import { freshDatabase, type TestDatabase } from './testing';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

describe('a transaction', () => {
  it('whose connection is ended rejects, twenty times in a row, and the pool still answers', async () => {
    const administrator = openSql(db.url, { max: 1 });
    for (let round = 0; round < 20; round += 1) {
      const broken = db.sql.begin(async (tx) => {
        const [me] = await tx<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
        await Promise.all([
          administrator`SELECT pg_terminate_backend(${me?.pid ?? 0})`,
          tx`SELECT pg_sleep(3600)`,
        ]);
      });
      await expect(broken).rejects.toThrow();
    }
    await administrator.end();
    // The driver may repeat the old error once on each connection that it opens again.
    const answer = () => db.sql.begin((tx) => tx`SELECT 1 AS one`).catch(() => []);
    await expect.poll(answer).toMatchObject([{ one: 1 }]);
  });

  it('that meets another connection’s failure is rolled back', async () => {
    const failing = db.sql.begin(async (tx) => {
      await tx`INSERT INTO setting (key, value, updated_at) VALUES ('half', '1', now())`;
      throw Object.assign(new Error('the mail server is gone'), { code: 'ECONNRESET' });
    });
    await expect(failing).rejects.toThrow('the mail server is gone');
    expect(await db.sql`SELECT 1 FROM setting WHERE key = 'half'`).toHaveLength(0);
  });

  it('takes options and lists of statements as before', async () => {
    await expect(
      db.sql.begin('read only', (tx) => [
        tx`INSERT INTO setting (key, value, updated_at) VALUES ('no', '1', now())`,
      ]),
    ).rejects.toMatchObject({ code: '25006' });
  });
});
