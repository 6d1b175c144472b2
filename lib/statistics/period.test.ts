import { describe, expect, it } from 'vitest';
import { durationOf } from './duration';
import { daysOf, lengthOf, MOST_DAYS, periodBefore, readPeriod } from './period';

const now = new Date('2026-11-22T23:30:00Z');

describe('the period of a query', () => {
  it.each([
    [{ days: '7' }, '2026-11-16', 7],
    [{ days: '90' }, '2026-08-25', 90],
    [{}, '2026-10-24', 30],
    [{ days: '8' }, '2026-10-24', 30],
    [{ from: '2026-11-05', to: '2026-11-01' }, '2026-10-24', 30],
    [{ from: '2026-02-30', to: '2026-03-01' }, '2026-10-24', 30],
    [{ from: '2020-01-01', to: '2026-11-01' }, '2026-10-24', 30],
  ])('%j begins %s and ends today', (query, from, preset) => {
    expect(readPeriod(query, now)).toEqual({ from, to: '2026-11-22', preset });
  });

  it('is what was asked for, and never ends in the future', () => {
    expect(readPeriod({ from: '2026-11-01', to: '2026-11-05' }, now)).toEqual({
      from: '2026-11-01',
      to: '2026-11-05',
      preset: null,
    });
    expect(readPeriod({ from: '2026-11-01', to: '2030-01-01' }, now).to).toBe('2026-11-22');
  });

  it('holds at most two years', () => {
    const { from } = { from: '2024-11-22' };
    expect(lengthOf(readPeriod({ from, to: '2026-11-22' }, now))).toBe(MOST_DAYS);
    expect(readPeriod({ from: '2024-11-21', to: '2026-11-22' }, now).preset).toBe(30);
  });

  it('lies behind one of the same length, without a day between or twice', () => {
    const period = { from: '2026-02-27', to: '2026-03-02' };
    expect(periodBefore(period)).toEqual({ from: '2026-02-23', to: '2026-02-26' });
    expect(daysOf(period)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
  });
});

describe('a span', () => {
  it.each([
    [59 * 60, 'minutes', 59],
    [2 * 3_600, 'hours', 2],
    [5_500, 'hours', 1.5],
    [3 * 86_400, 'days', 3],
  ])('of %d seconds is told in %s', (seconds, unit, n) => {
    expect(durationOf(seconds)).toEqual({ unit, n });
  });
});
