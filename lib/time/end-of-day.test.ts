// The end of a day is 23:59:59 on the wall, in winter, in summer, and on the days the clock changes.

import { expect, it } from 'vitest';
import { endOfDay } from './end-of-day';

it.each([
  ['2026-11-28', 'Europe/Berlin', '2026-11-28T22:59:59.000Z'],
  ['2026-07-01', 'Europe/Berlin', '2026-07-01T21:59:59.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-29T21:59:59.000Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-25T22:59:59.000Z'],
  ['2026-11-28', 'UTC', '2026-11-28T23:59:59.000Z'],
  ['2026-11-28', 'America/Los_Angeles', '2026-11-29T07:59:59.000Z'],
])('of %s in %s is %s', (day, zone, moment) => {
  expect(endOfDay(day, zone).toISOString()).toBe(moment);
});
