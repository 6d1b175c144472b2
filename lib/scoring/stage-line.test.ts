// A stage that the points do not give says what gives it, and changes no sum.

import { expect, it } from 'vitest';
import { defaultPolicy as policy } from './policy';
import { stageLine } from './stage-line';
import { noMinimum } from './testing';

const minimum = { ...noMinimum, distinctComplainants: 6, logSignals: 31 };

it.each([
  ['minimum-fraud', { days: 14 }],
  ['minimum-complainants', { complainants: 6, days: 14 }],
  ['own-detection', { points: 31, limit: 25 }],
  ['hysteresis', { hours: 24, percent: 70 }],
] as const)('%s', (rule, detail) => {
  expect(stageLine(rule, minimum, policy)).toEqual([
    { code: `stage-${rule}`, op: 'plus', factor: 0, detail },
  ]);
});

it('points speak for themselves', () => {
  expect(stageLine('score', minimum, policy)).toEqual([]);
});
