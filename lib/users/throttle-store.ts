// Throttle of sign-ins, counted in the database before the password is looked at, so that parallel guesses cannot
// slip past one another. A window ends by itself whatever happens in it: no lock-out is permanent. An address from
// which the user has signed in before has its own count, so that a stranger's guesses do not keep the user out.

import { sql } from '@/lib/db/sql';

export const THROTTLE_WINDOW_MINUTES = 15;
/** A person mistypes a handful of times; a guesser gets 40 an hour. */
export const FAILURES_PER_LOGIN = 10;
/** An office behind one address has many people. */
export const FAILURES_PER_ADDRESS = 50;
/** How long a sign-in makes an address known for its user. */
const KNOWN_ADDRESS_DAYS = 30;

export interface ThrottleKeys {
  login: string;
  address: string;
}

/** The keys that a sign-in counts against. `login` in lower case. */
export async function throttleKeys(login: string, address: string): Promise<ThrottleKeys> {
  const [row] = await sql()<{ known: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM session s JOIN app_user u ON u.id = s.user_id
      WHERE u.login = ${login} AND s.address = ${address}
        AND s.created_at > now() - make_interval(days => ${KNOWN_ADDRESS_DAYS})
    ) AS known`;
  const name = login.slice(0, 200);
  return {
    login: row?.known ? `login:${name} address:${address}` : `login:${name}`,
    address: `address:${address}`,
  };
}

/** Counts one attempt against both keys, atomically, and says whether it may go on. */
export function takeAttempt(keys: ThrottleKeys): Promise<boolean> {
  return countAttempt(
    new Map([
      [keys.login, FAILURES_PER_LOGIN],
      [keys.address, FAILURES_PER_ADDRESS],
    ]),
  );
}

/** Counts one attempt against each key, and says whether none is over its limit a window. */
export async function countAttempt(limits: ReadonlyMap<string, number>): Promise<boolean> {
  const rows = await sql()<{ key: string; failures: number }[]>`
    INSERT INTO sign_in_throttle AS t (key, window_start, failures)
    SELECT key, now(), 1 FROM unnest(${[...limits.keys()].sort()}::text[]) AS key
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN t.window_start <= now() - make_interval(mins => ${THROTTLE_WINDOW_MINUTES}) THEN 1
                      ELSE least(t.failures + 1, 1000000) END,
      window_start = CASE WHEN t.window_start <= now() - make_interval(mins => ${THROTTLE_WINDOW_MINUTES}) THEN now()
                          ELSE t.window_start END
    RETURNING key, failures`;
  return rows.every(({ key, failures }) => failures <= (limits.get(key) ?? 0));
}

/** Whether a key is over its limit now; counts nothing. */
export async function isThrottled(key: string, limit: number): Promise<boolean> {
  const [row] = await sql()<{ failures: number }[]>`
    SELECT failures FROM sign_in_throttle
    WHERE key = ${key} AND window_start > now() - make_interval(mins => ${THROTTLE_WINDOW_MINUTES})`;
  return (row?.failures ?? 0) >= limit;
}

/** After a success: the login starts anew, the address gets its attempt back. Old windows are swept on the way. */
export async function forgetAttempt(keys: ThrottleKeys): Promise<void> {
  await sql()`
    WITH returned AS (
      UPDATE sign_in_throttle SET failures = greatest(failures - 1, 0) WHERE key = ${keys.address}
    )
    DELETE FROM sign_in_throttle
    WHERE key = ${keys.login}
       OR (key <> ${keys.address} AND window_start < now() - make_interval(mins => ${THROTTLE_WINDOW_MINUTES}))`;
}
