// Dates as mail and reports really write them.

import { describe, expect, it } from 'vitest';

import { parseMailDate } from './dates';

const cases: [string, string, string[]][] = [
  ['Tue, 03 Feb 2026 09:59:00 +0100', '2026-02-03T08:59:00Z', []],
  ['3 Feb 2026 09:59 +0100', '2026-02-03T08:59:00Z', []],
  ['Thu, 8 Mar 2005 14:00:00 EDT', '2005-03-08T18:00:00Z', ['weekday-mismatch', 'alpha-zone']],
  ['Thu, 29 Jan 2009 00:00:00 -0000 (EST)', '2009-01-29T00:00:00Z', ['-0000']],
  ['Tue,  5 Oct 2021 17:37:02 +1300 (NZDT)', '2021-10-05T04:37:02Z', []],
  ['Tue Feb 03 09:59:00 2026 +01:00', '2026-02-03T08:59:00Z', []],
  ['Tue Feb 03 2026 09:59:00 GMT-0700 (PDT)', '2026-02-03T16:59:00Z', []],
  ['2026-02-03T09:59:00.123+05:30', '2026-02-03T04:29:00Z', ['iso-8601']],
  ['2026-02-03 09:59:00', '2026-02-03T09:59:00Z', ['iso-8601', 'no-zone']],
  ['2026-02-03', '2026-02-03T00:00:00Z', ['iso-8601', 'no-time']],
  ['3 Feb 99 01:02:03 +0000', '1999-02-03T01:02:03Z', ['two-digit-year']],
  ['03-Feb-2026 09:59:00 +0000', '2026-02-03T09:59:00Z', []],
  ['3 Feb 2026 09:59:00 XYZ', '2026-02-03T09:59:00Z', ['unknown-zone']],
  ['29 Feb 2024 23:59:60 +0000', '2024-02-29T23:59:59Z', []],
];

describe('parseMailDate', () => {
  it.each(cases)('%s', (text, iso, notes) => {
    const date = parseMailDate(text);
    expect(date?.iso).toBe(iso);
    expect([...(date?.notes ?? [])].sort()).toEqual([...notes].sort());
  });

  it.each([
    '',
    'yesterday',
    '30 Feb 2026 00:00:00 +0000',
    '29 Feb 2025 00:00:00 +0000',
    '3 Feb 2026 25:00:00 +0000',
    '3 Feb 2026 00:61:00 +0000',
    '3 Foo 2026 00:00:00 +0000',
    '3 Feb 2026 00:00:00 +9900',
    '2026-13-01',
    '99999-01-01T00:00:00Z',
  ])('%j names no moment', (text) => {
    expect(parseMailDate(text)).toBeNull();
  });
});
