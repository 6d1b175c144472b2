// Which stage points give, and what the minimum rules and our own log make of them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPolicy as policy } from './policy';
import { qualifiesForMinimum, stageFor } from './stage-for';
import { stageCodes, stageOfRank, stageRank } from './stages';
import { noMinimum } from './testing';
import type { MinimumEvidence } from './types';

const stage = (P: number, minimum: Partial<MinimumEvidence> = {}, probation = false): string => {
  const decision = stageFor({ P, minimum: { ...noMinimum, ...minimum }, probation }, policy);
  return decision.rule === 'score' ? decision.stage : `${decision.stage} by ${decision.rule}`;
};

describe('stageFor', () => {
  it.each([
    [0, 'observation'],
    [9.99, 'observation'],
    [10, 'notable'],
    [24.99, 'notable'],
    [25, 'review'],
    [60, 'urgent'],
    [120, 'emergency'],
    [1000, 'emergency'],
  ])('%d points are %s', (P, expected) => {
    expect(stage(P)).toBe(expected);
  });

  it('halves the thresholds during probation', () => {
    expect([4.9, 5, 12.5, 30, 60].map((P) => stage(P, {}, true))).toEqual([
      'observation',
      'notable',
      'review',
      'urgent',
      'emergency',
    ]);
  });

  it('a confirmed fraud is notable at least, five complainants are for review at least', () => {
    expect(stage(3, { fraudQualified: true })).toBe('notable by minimum-fraud');
    expect(stage(30, { fraudQualified: true })).toBe('review');
    expect(stage(24, { distinctComplainants: 4 })).toBe('notable');
    expect(stage(24, { distinctComplainants: 5 })).toBe('review by minimum-complainants');
    expect(stage(3, { distinctComplainants: 5, fraudQualified: true })).toBe(
      'review by minimum-complainants',
    );
    expect(stage(70, { distinctComplainants: 50 })).toBe('urgent');
  });

  it('leaves declared bulk senders alone until their rate reaches three in a thousand', () => {
    expect(stage(3, { distinctComplainants: 9, declaredBulk: true })).toBe('observation');
    expect(stage(3, { distinctComplainants: 9, declaredBulk: true, ratePerMille: 2.9 })).toBe('observation');
    expect(stage(3, { distinctComplainants: 9, declaredBulk: true, ratePerMille: 3 })).toBe(
      'review by minimum-complainants',
    );
  });

  it('leaves others alone while they are not surely above one in a thousand and a known log finds nothing unusual', () => {
    const many = { distinctComplainants: 9 };
    expect(stage(3, { ...many, sureRatePerMille: 0.9, logSignals: 0 })).toBe('observation');
    const raised = 'review by minimum-complainants';
    expect(stage(3, { ...many, sureRatePerMille: 1, logSignals: 0 })).toBe(raised);
    expect(stage(3, { ...many, sureRatePerMille: 0.9, logSignals: 5 })).toBe(raised);
    expect(stage(3, { ...many, sureRatePerMille: 0.9, logSignals: null })).toBe(raised);
    expect(stage(3, { ...many, sureRatePerMille: null, logSignals: 0 })).toBe(raised);
    expect(stage(3, { fraudQualified: true, sureRatePerMille: 0.1, logSignals: 0 })).toBe(
      'notable by minimum-fraud',
    );
  });

  it('25 points of our own log are for review at least, whoever it is', () => {
    expect(stage(25, { logSignals: 24.9 })).toBe('review');
    expect(stage(3, { logSignals: 24.9 })).toBe('observation');
    expect(stage(3, { logSignals: 25 })).toBe('review by own-detection');
    expect(stage(3, { logSignals: 25, declaredBulk: true })).toBe('review by own-detection');
    expect(stage(70, { logSignals: 40 })).toBe('urgent');
  });

  it('counts for the minimum rules only what is trusted and attributed surely', () => {
    expect(qualifiesForMinimum({ trustFactor: 0.6, attributionFactor: 0.9 }, policy)).toBe(true);
    expect(qualifiesForMinimum({ trustFactor: 0.2, attributionFactor: 1 }, policy)).toBe(false);
    expect(qualifiesForMinimum({ trustFactor: 1, attributionFactor: 0.6 }, policy)).toBe(false);
  });

  it('never falls as the points rise', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.boolean(),
        (a, b, probation) => {
          const [low, high] = a < b ? [a, b] : [b, a];
          const rank = (P: number): number =>
            stageRank(stageFor({ P, minimum: noMinimum, probation }, policy).stage);
          expect(rank(low)).toBeLessThanOrEqual(rank(high));
        },
      ),
    );
  });
});

describe('stages', () => {
  it('have ranks from 0 to 4', () => {
    expect(stageCodes.map(stageRank)).toEqual([0, 1, 2, 3, 4]);
    expect(stageCodes.map((_, rank) => stageOfRank(rank))).toEqual([...stageCodes]);
    expect(() => stageOfRank(5)).toThrow(RangeError);
  });
});
