// What counts of a range is its addresses, however it and what the provider knows are written.

import { describe, expect, it } from 'vitest';
import { parseRange, prefixesOf } from '@/lib/attribution/ranges';
import { countRanges, merged, missingOf } from './range-coverage';

const readRanges = (values: readonly string[]) => values.flatMap((value) => parseRange(value) ?? []);

const missing = (range: string, ...known: string[]) =>
  readRanges([range]).flatMap((one) => missingOf(one, merged(readRanges(known))).flatMap(prefixesOf));

describe('of a range', () => {
  it.each([
    ['198.51.100.16/28', ['198.51.100.0/24']],
    ['198.51.100.0/24', ['198.51.100.0/24']],
    ['198.51.100.0/24', ['198.51.100.128/25', '198.51.100.0/25']],
    ['198.51.100.0/24', ['198.51.100.0-198.51.100.99', '198.51.100.90-198.51.100.255']],
    ['198.51.100.7', ['203.0.113.0/24', '198.51.100.0/29', '192.0.2.0/24']],
    ['2001:db8:1:2::/64', ['2001:db8::/32']],
    ['2001:db8::/32', ['2001:db8::/33', '2001:db8:8000::/33']],
  ])('nothing is missing: %s in %j', (range, known) => {
    expect(missing(range, ...known)).toEqual([]);
  });

  it.each([
    ['198.51.100.0/24', ['198.51.100.0/28'], ['.16/28', '.32/27', '.64/26', '.128/25']],
    ['198.51.100.0/30', ['198.51.100.1'], ['.0', '.2/31']],
    ['198.51.100.0/24', ['203.0.113.0/24', '198.51.101.0/24'], ['.0/24']],
  ])('the rest is missing: %s with %j', (range, known, rest) => {
    expect(missing(range, ...known)).toEqual(rest.map((end) => `198.51.100${end}`));
  });

  it('nothing is told by how it is written: neighbours are one range', () => {
    const whole = merged(readRanges(['192.0.2.128/25', '192.0.2.0/25', '192.0.2.7', '2001:db8::/33']));
    expect(whole.map(prefixesOf)).toEqual([['192.0.2.0/24'], ['2001:db8::/33']]);
  });

  it('IPv6 is no IPv4, and its rest is named as shortly', () => {
    expect(missing('2001:db8::/32', '2001:db8::/34', '32.1.13.184/29')).toEqual([
      '2001:db8:4000::/34',
      '2001:db8:8000::/33',
    ]);
    expect(missing('::c000:200/120', '192.0.2.0/24')).toEqual(['::c000:200/120']);
  });
});

describe('counts', () => {
  const count = (own: string[], known: string[], underWay: string[] = []) => {
    const counts = countRanges(readRanges(own), readRanges(known), readRanges(underWay));
    return { ...counts, missing: counts.missing.flatMap(prefixesOf) };
  };

  it('whole ranges, those known in part, and what of them is missing', () => {
    const own = ['192.0.2.0/24', '198.51.100.0/28', '203.0.113.0/24'];
    expect(count(own, ['192.0.2.0/25', '198.51.100.0/24'])).toEqual({
      ...{ all: 3, covered: 1, partly: 1, part: 0.5, underWay: 0 },
      missing: ['192.0.2.128/25', '203.0.113.0/24'],
    });
  });

  it('what is applied for as under way, together with what is known', () => {
    const own = ['192.0.2.0/24', '203.0.113.0/24'];
    expect(count(own, ['192.0.2.0/25'], ['192.0.2.128/25', '203.0.113.0/25'])).toEqual({
      ...{ all: 2, covered: 0, partly: 1, part: 0.5, underWay: 1 },
      missing: ['203.0.113.128/25'],
    });
  });

  it('thousands of ranges within a moment', () => {
    const own = Array.from({ length: 20_000 }, (_, at) => `2001:db8:${at.toString(16)}::/48`);
    const known = own.filter((_, at) => at % 2 === 0);
    const ranges = [readRanges(own), readRanges(known)] as const;
    const began = process.hrtime.bigint();
    const { covered, missing: rest } = countRanges(...ranges, []);
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(5_000);
    expect([covered, rest.length]).toEqual([10_000, 10_000]);
  });
});
