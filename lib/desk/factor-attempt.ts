// Attempts at a second factor, counted before the code is looked at, by the rules of signing in: ten in a quarter of an
// hour, whatever session they come from.

import { forgetAttempt, takeAttempt } from '@/lib/users/throttle-store';

/** Counts one attempt; null: too many. `forget` gives it back after a success. */
export async function takeFactorAttempt(
  userId: number,
  address: string,
): Promise<{ forget: () => Promise<void> } | null> {
  const keys = { login: `factor:${userId}`, address: `factor-address:${address}` };
  return (await takeAttempt(keys)) ? { forget: () => forgetAttempt(keys) } : null;
}
