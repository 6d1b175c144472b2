// The table that is asked: borders of both IP versions in typed arrays (4 and 16 bytes a border), found by halving. Pure.

import { addressNumber } from './address-number';
import { bordersOf, type Borders } from './borders';
import type { GeoIp, Span } from './types';

const LOW_64 = (1n << 64n) - 1n;

/** Countries as small numbers; 0 is none. */
class CountryCodes {
  private readonly names: (string | null)[] = [null];
  private readonly numbers = new Map<string | null, number>([[null, 0]]);

  numberOf(country: string | null): number {
    const known = this.numbers.get(country);
    if (known !== undefined) return known;
    this.names.push(country);
    this.numbers.set(country, this.names.length - 1);
    return this.names.length - 1;
  }

  nameOf(number: number | undefined): string | null {
    return this.names[number ?? 0] ?? null;
  }
}

/** Index of the last of `count` sorted entries that `isAtOrBefore`; -1 where there is none. */
function lastWhere(count: number, isAtOrBefore: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAtOrBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function pack(countries: readonly (string | null)[], codes: CountryCodes): Uint16Array {
  return Uint16Array.from(countries, (country) => codes.numberOf(country));
}

function tableV4({ starts, countries }: Borders<number>, codes: CountryCodes) {
  // A range up to the last address has its border behind the last address there is.
  const [first, packed] = [Float64Array.from(starts), pack(countries, codes)];
  return (value: number): string | null =>
    codes.nameOf(packed[lastWhere(first.length, (i) => (first[i] ?? 0) <= value)]);
}

function tableV6({ starts, countries }: Borders<bigint>, codes: CountryCodes) {
  const kept = starts.filter((start) => start >> 128n === 0n);
  const high = BigUint64Array.from(kept, (start) => start >> 64n);
  const low = BigUint64Array.from(kept, (start) => start & LOW_64);
  const packed = pack(countries, codes);
  return (value: bigint): string | null => {
    const [top, bottom] = [value >> 64n, value & LOW_64];
    const isAtOrBefore = (i: number): boolean => {
      const at = high[i] ?? 0n;
      return at < top || (at === top && (low[i] ?? 0n) <= bottom);
    };
    return codes.nameOf(packed[lastWhere(high.length, isAtOrBefore)]);
  };
}

/** The table of these ranges; both lists are sorted in place. */
export function countryTable(v4: Span<number>[], v6: Span<bigint>[]): GeoIp {
  const codes = new CountryCodes();
  const inV4 = tableV4(
    bordersOf(v4, (value) => value + 1),
    codes,
  );
  const inV6 = tableV6(
    bordersOf(v6, (value) => value + 1n),
    codes,
  );
  return {
    ranges: v4.length + v6.length,
    countryOf: (ip) => {
      const address = addressNumber(ip);
      if (address === null) return null;
      return address.version === 4 ? inV4(address.value) : inV6(address.value);
    },
  };
}

/** Where no table is configured. */
export const noGeoIp: GeoIp = { ranges: 0, countryOf: () => null };
