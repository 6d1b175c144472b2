import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import {
  FAILURES_PER_ADDRESS,
  FAILURES_PER_LOGIN,
  forgetAttempt,
  takeAttempt,
  throttleKeys,
} from './throttle-store';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.sql`DELETE FROM sign_in_throttle`;
});

const guess = async (login: string, address: string) => takeAttempt(await throttleKeys(login, address));
const many = async (count: number, attempt: () => Promise<boolean>) =>
  (await Promise.all(Array.from({ length: count }, attempt))).filter(Boolean).length;

describe('the sign-in throttle', () => {
  it('lets exactly the limit through when guesses come all at once', async () => {
    expect(await many(60, () => guess('admin', '192.0.2.1'))).toBe(FAILURES_PER_LOGIN);
  });

  it('counts a login over all addresses', async () => {
    let host = 0;
    expect(await many(40, () => guess('admin', `198.51.100.${++host}`))).toBe(FAILURES_PER_LOGIN);
  });

  it('counts an address over all logins, known or not', async () => {
    let name = 0;
    expect(await many(80, () => guess(`user${++name}`, '192.0.2.1'))).toBe(FAILURES_PER_ADDRESS);
  });

  it('ends by itself, even while the guessing goes on', async () => {
    await many(FAILURES_PER_LOGIN + 5, () => guess('admin', '192.0.2.1'));
    expect(await guess('admin', '192.0.2.1')).toBe(false);
    await database.sql`UPDATE sign_in_throttle SET window_start = now() - interval '15 minutes'`;
    expect(await guess('admin', '192.0.2.1')).toBe(true);
  });

  it('does not keep somebody out whose address has signed in before', async () => {
    await database.sql`INSERT INTO app_user (id, login, name) VALUES (1, 'anna', 'Anna')`;
    await database.sql`
      INSERT INTO session (id, user_id, expires_at, address) VALUES ('s1', 1, now() + interval '1 hour', '203.0.113.9')`;
    await many(FAILURES_PER_LOGIN + 5, () => guess('anna', '198.51.100.7'));
    expect(await guess('anna', '198.51.100.8')).toBe(false);
    expect(await guess('anna', '203.0.113.9')).toBe(true);
  });

  it('forgets the login and gives the address its attempt back after a success', async () => {
    const keys = await throttleKeys('admin', '192.0.2.1');
    for (let i = 0; i < 3; i++) await takeAttempt(keys);
    await forgetAttempt(keys);
    const rows = await database.sql<
      { key: string; failures: number }[]
    >`SELECT key, failures FROM sign_in_throttle`;
    expect([...rows]).toEqual([{ key: 'address:192.0.2.1', failures: 2 }]);
  });
});
