// How much of our IP ranges a provider knows: by the addresses, not by how they are written. A /28 inside a known /24 is
// covered, and so is a /24 of which both halves are known; of a /24 of which a /28 is known the rest is missing. Pure.
// Source: RFC 4632 §3.1 and RFC 4291 §2.3 (prefixes).

import type { IpRange } from '@/lib/attribution/types';
import type { CoveredCounts } from './coverage';

/** The same addresses in as few ranges as can be, in order. */
export function merged(ranges: readonly IpRange[]): IpRange[] {
  const sorted = ranges.toSorted(
    (a, b) => a.version - b.version || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0),
  );
  const whole: IpRange[] = [];
  for (const range of sorted) {
    const last = whole.at(-1);
    if (last?.version !== range.version || range.first > last.last + 1n) whole.push({ ...range });
    else if (range.last > last.last) last.last = range.last;
  }
  return whole;
}

/** What of a range lies in none of `known`, which is merged. */
export function missingOf(range: IpRange, known: readonly IpRange[]): IpRange[] {
  const missing: IpRange[] = [];
  let from = range.first;
  for (const one of overlapping(range, known)) {
    if (one.first > from) missing.push({ ...range, first: from, last: one.first - 1n });
    from = one.last + 1n;
  }
  if (from <= range.last) missing.push({ ...range, first: from });
  return missing;
}

/** Those of `known`, merged and in order, that share an address with a range. */
export function overlapping(range: IpRange, known: readonly IpRange[]): IpRange[] {
  let [low, high] = [0, known.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = known[middle];
    if (one !== undefined && isBefore(one, range)) low = middle + 1;
    else high = middle;
  }
  const found: IpRange[] = [];
  for (let at = low; at < known.length; at += 1) {
    const one = known[at];
    if (one === undefined || isBefore(range, one)) break;
    found.push(one);
  }
  return found;
}

const isBefore = (a: IpRange, b: IpRange): boolean =>
  a.version < b.version || (a.version === b.version && a.last < b.first);

const sizeOf = ({ first, last }: IpRange): bigint => last - first + 1n;

/** `missing`: what of them nobody covers or has applied for. */
export type RangeCounts = Omit<CoveredCounts, 'missing' | 'more'> & { missing: IpRange[] };

/**
 * @param own each of our ranges as it is entered.
 * @param known what the active subscriptions cover, `underWay` what others have applied for.
 */
export function countRanges(
  own: readonly IpRange[],
  known: readonly IpRange[],
  underWay: readonly IpRange[],
): RangeCounts {
  const now = merged(known);
  const soon = merged([...known, ...underWay]);
  const counts: RangeCounts = { all: own.length, covered: 0, partly: 0, part: 0, underWay: 0, missing: [] };
  for (const range of own) {
    const rest = missingOf(range, now);
    if (rest.length === 0) {
      counts.covered += 1;
      continue;
    }
    const lacking = rest.reduce((sum, one) => sum + sizeOf(one), 0n);
    if (lacking < sizeOf(range)) {
      counts.partly += 1;
      counts.part += 1 - Number(lacking) / Number(sizeOf(range));
    }
    const open = missingOf(range, soon);
    if (open.length === 0) counts.underWay += 1;
    counts.missing.push(...open);
  }
  return counts;
}
