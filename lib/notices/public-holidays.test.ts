// Days are those of the official calendars.

import { expect, it } from 'vitest';
import { isPublicHoliday } from './public-holidays';

it.each([
  // Easter Sunday on 5 April 2026, 28 March 2027, 16 April 2028, 20 April 2025 and, as late as it can be, 25 April 2038.
  '2026-04-03',
  '2026-04-06',
  '2026-05-14',
  '2026-05-25',
  '2027-03-26',
  '2027-03-29',
  '2028-04-14',
  '2028-06-05',
  '2025-04-18',
  '2038-04-26',
  '2026-01-01',
  '2026-05-01',
  '2026-10-03',
  '2026-12-25',
  '2026-12-26',
])('%s is a holiday', (day) => {
  expect(isPublicHoliday(day)).toBe(true);
});

it.each(['2026-04-04', '2026-04-05', '2026-06-04', '2026-10-31', '2026-12-24', '2026-11-22'])(
  '%s is none in all states',
  (day) => {
    expect(isPublicHoliday(day)).toBe(false);
  },
);
