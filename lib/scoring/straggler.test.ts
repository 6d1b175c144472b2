// What a release has dealt with, and what it has not.

import { describe, expect, it } from 'vitest';
import { isStraggler } from './straggler';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 3, hour));
const release = { clearedBefore: at(10), releasedAt: at(14) };

describe('a complaint after a release', () => {
  it.each([
    ['about mail from before the confirmed lock', at(9), at(20), true],
    ['about mail sent after the lock, although before the release', at(11), at(12), false],
    ['about mail sent since', at(15), at(16), false],
    ['about mail of no known date, received before the release', null, at(13), true],
    ['about mail of no known date, received since', null, at(15), false],
  ])('%s', (_, mailDate, receivedAt, expected) => {
    expect(isStraggler({ mailDate, receivedAt }, release)).toBe(expected);
  });

  it('of an account that was never released always counts', () => {
    expect(isStraggler({ mailDate: at(1), receivedAt: at(2) }, undefined)).toBe(false);
  });
});
