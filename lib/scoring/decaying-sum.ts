// Σ w·2^(−Δt / half-life) kept as one number against an epoch, so that adding a complaint costs O(1) and nothing has to be
// rewritten as time passes. Promises the same value as adding up the complaints one by one.

import type { Policy } from './policy';
import type { DecayingSum } from './types';

const hourMs = 3_600_000;

/**
 * Largest exponent of 2 a sum may carry against its epoch. A double ends at 2^1023; 500 leaves room for any number of
 * complaints and is four years at a half-life of three days, so rebasing is rare.
 */
export const maxExponent = 500;

type HalfLife = Pick<Policy, 'halfLifeHours'>;

function halfLives(from: Date, to: Date, policy: HalfLife): number {
  return (to.getTime() - from.getTime()) / (policy.halfLifeHours * hourMs);
}

/** What a sum kept against `epoch` is worth at `now`. */
export function decayedSum(sum: number, epoch: Date, now: Date, policy: HalfLife): number {
  return sum === 0 ? 0 : sum * 2 ** -halfLives(epoch, now, policy);
}

/** The same value against another epoch. */
export function rebaseSum(current: DecayingSum, epoch: Date, policy: HalfLife): DecayingSum {
  return { epoch, sum: decayedSum(current.sum, current.epoch, epoch, policy) };
}

/**
 * The sum with a complaint of `weight` points received at `at` (which may lie before the epoch: a late arrival).
 * A first complaint sets the epoch; one more than `maxExponent` half-lives later moves it. The caller keeps `at` no later
 * than its own clock: a complaint from the future would be worth more than its weight.
 */
export function addToSum(
  current: DecayingSum | null,
  weight: number,
  at: Date,
  policy: HalfLife,
): DecayingSum {
  if (current === null) return { epoch: at, sum: weight };
  const exponent = halfLives(current.epoch, at, policy);
  if (exponent > maxExponent) {
    const moved = rebaseSum(current, at, policy);
    return { epoch: at, sum: moved.sum + weight };
  }
  return { epoch: current.epoch, sum: current.sum + weight * 2 ** exponent };
}

/** The sum without a complaint that was added before (cancelled by not-spam). Never below 0, whatever rounding leaves. */
export function removeFromSum(current: DecayingSum, weight: number, at: Date, policy: HalfLife): DecayingSum {
  const exponent = halfLives(current.epoch, at, policy);
  return { epoch: current.epoch, sum: Math.max(0, current.sum - weight * 2 ** exponent) };
}
