import { expect, it } from 'vitest';
import { hourBars, scaleTop } from './hour-bars';

it('the scale ends at a round number that holds the highest bar', () => {
  expect([0, 3, 10, 11, 21, 51, 400, 501, 12_345].map(scaleTop)).toEqual([
    10, 10, 10, 20, 50, 100, 500, 1_000, 20_000,
  ]);
});

it('bars stand where their hour is, as high as their share; an hour without mail has none', () => {
  expect(hourBars([0, 50, 1], 100, 100)).toBe('M1.1 100v-50h0.8v50zM2.1 100v-1.5h0.8v1.5z');
});
