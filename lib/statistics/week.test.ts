import { describe, expect, it } from 'vitest';
import { dueWeek } from './week';

const berlin = 'Europe/Berlin';

describe('the weekly report', () => {
  it.each([
    // Six o'clock on the wall, in winter and in summer.
    ['2026-11-23T04:59:59Z', berlin, null],
    ['2026-11-23T05:00:00Z', berlin, '2026-W47 2026-11-16 2026-11-22'],
    ['2026-07-06T03:59:59Z', berlin, null],
    ['2026-07-06T04:00:00Z', berlin, '2026-W27 2026-06-29 2026-07-05'],
    // Monday in one zone is still Sunday in another.
    ['2026-11-23T05:00:00Z', 'America/Los_Angeles', null],
    ['2026-11-24T22:59:59Z', berlin, '2026-W47 2026-11-16 2026-11-22'],
    ['2026-11-24T23:00:00Z', berlin, null],
    // A year of 53 weeks, and a week that belongs to the year before.
    ['2027-01-04T12:00:00Z', berlin, '2026-W53 2026-12-28 2027-01-03'],
    ['2026-01-05T12:00:00Z', berlin, '2026-W01 2025-12-29 2026-01-04'],
  ])('at %s in %s is about %s', (now, zone, expected) => {
    const due = dueWeek(new Date(now), zone);
    expect(due && `${due.week} ${due.period.from} ${due.period.to}`).toBe(expected);
  });
});
