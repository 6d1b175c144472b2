// The lower limit of a rate against the exact one, computed from the Poisson distribution itself.

import { expect, it } from 'vitest';
import { surePerMille } from './sure-rate';

/** How likely at least `count` are where `mean` are expected. */
function atLeast(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let n = 0; n < count; n += 1) {
    below += term;
    term *= mean / (n + 1);
  }
  return 1 - below;
}

it.each([2, 3, 5, 10, 40, 200])(
  'of %d complaints: fewer than one in twenty such counts are chance',
  (count) => {
    const mean = surePerMille(count, 1_000);
    expect(atLeast(count, mean)).toBeGreaterThan(0.045);
    expect(atLeast(count, mean)).toBeLessThan(0.0505);
  },
);

it('never says more than was counted, and nothing of nothing', () => {
  expect(surePerMille(1, 1_000)).toBeGreaterThan(0);
  expect(surePerMille(1, 1_000)).toBeLessThan(0.0513);
  expect(surePerMille(4, 2_000)).toBeLessThan(2);
  expect([surePerMille(0, 1_000), surePerMille(3, 0)]).toEqual([0, 0]);
});
