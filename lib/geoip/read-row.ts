// One line of a country table. The shapes in use are `first,last,country` and `cidr,country`, with commas, semicolons or
// tabs, quoted or not, with further columns behind; addresses in text or as decimal numbers. Pure.

import { addressNumber, type AddressNumber } from './address-number';
import type { Span } from './types';

export type Row =
  | { version: 4; span: Span<number> }
  | { version: 6; span: Span<bigint> }
  /** A comment, an empty line, or a range that the table itself gives no country. */
  | 'nothing'
  | 'bad';

/** What tables write where they know no country: not ours to guess. */
const NO_COUNTRY = new Set(['', '-', '--', 'ZZ', 'NONE', 'NULL']);

/** The fields of a line, without quotes; a quoted field may hold the separator. */
function fieldsOf(line: string): string[] {
  const separator = /[,;\t]/.exec(line.replaceAll(/"[^"]*"/g, ''))?.[0];
  if (separator === undefined) return [line.trim()];
  if (!line.includes('"')) return line.split(separator).map((field) => field.trim());
  const fields =
    line.match(new RegExp(`(?:"[^"]*"|[^"${separator}])+|(?<=${separator}|^)(?=${separator}|$)`, 'g')) ?? [];
  return fields.map((field) => field.trim().replaceAll('"', '').trim());
}

/** The first and last address of `cidr`; bits of the host part may be set. */
function prefixEnds(text: string): [AddressNumber, AddressNumber] | null {
  const [base = '', length = '', more] = text.split('/');
  const address = addressNumber(base);
  if (address === null || more !== undefined || !/^\d{1,3}$/.test(length)) return null;
  const bits = Number(length);
  if (address.version === 4) {
    if (bits > 32) return null;
    const size = 2 ** (32 - bits);
    const first = address.value - (address.value % size);
    return [
      { version: 4, value: first },
      { version: 4, value: first + size - 1 },
    ];
  }
  if (bits > 128) return null;
  const host = (1n << BigInt(128 - bits)) - 1n;
  return [
    { version: 6, value: address.value & ~host },
    { version: 6, value: address.value | host },
  ];
}

/**
 * Reads one line. The country is the first field behind the range that has two letters, so that names, registries and
 * numbers beside it do no harm; what has none, or a range that ends before it begins, is `bad`.
 */
export function readRow(line: string): Row {
  const text = line.trim();
  if (text === '' || text.startsWith('#') || text.startsWith('//')) return 'nothing';
  const fields = fieldsOf(text);
  const [one = '', two = ''] = fields;
  const isPrefix = one.includes('/');
  const last = isPrefix ? null : addressNumber(two);
  const first = isPrefix ? null : addressNumber(one);
  const ends = isPrefix ? prefixEnds(one) : first === null || last === null ? null : ([first, last] as const);
  if (ends === null) return 'bad';
  const rest = fields.slice(isPrefix ? 1 : 2);
  const country = rest.find((field) => /^[a-z]{2}$/i.test(field))?.toUpperCase();
  if (country === undefined) return NO_COUNTRY.has((rest[0] ?? 'x').toUpperCase()) ? 'nothing' : 'bad';
  if (NO_COUNTRY.has(country)) return 'nothing';
  const [from, to] = ends;
  if (from.version === 4 && to.version === 4 && from.value <= to.value)
    return { version: 4, span: { first: from.value, last: to.value, country } };
  if (from.version === 6 && to.version === 6 && from.value <= to.value)
    return { version: 6, span: { first: from.value, last: to.value, country } };
  return 'bad';
}
