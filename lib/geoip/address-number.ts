// Addresses as numbers that can be compared: IPv4 as a number, IPv6 as a bigint. Pure.

import { canonicalIp } from '@/lib/mime/ip-addresses';

export type AddressNumber = { version: 4; value: number } | { version: 6; value: bigint };

const LAST_V4 = 2 ** 32 - 1;
/** RFC 4291 §2.5.5.2: IPv4 mapped into IPv6. */
const MAPPED = 0xffffn << 32n;

function ipv4Number(canonical: string): number {
  return canonical.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

/** Canonical text (RFC 5952) has one `::` at most; the groups missing there are zeroes. */
function ipv6Number(canonical: string): bigint {
  const [head = '', tail] = canonical.split('::');
  const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [start, end] = [groupsOf(head), groupsOf(tail ?? '')];
  const zeroes = tail === undefined ? [] : new Array<string>(8 - start.length - end.length).fill('0');
  const hex = [...start, ...zeroes, ...end].map((group) => group.padStart(4, '0')).join('');
  return BigInt(`0x${hex}`);
}

function ofDecimal(digits: string): AddressNumber | null {
  const value = BigInt(digits);
  if (value <= BigInt(LAST_V4)) return { version: 4, value: Number(value) };
  if (value >> 32n === 0xffffn) return { version: 4, value: Number(value - MAPPED) };
  return value >> 128n === 0n ? { version: 6, value } : null;
}

/**
 * The number of an address in text, or of one that is written as a decimal number (as IP2Location's tables have them).
 * IPv4 mapped into IPv6 is IPv4. Null for what is neither.
 */
export function addressNumber(text: string): AddressNumber | null {
  if (/^\d{1,39}$/.test(text)) return ofDecimal(text);
  const canonical = canonicalIp(text);
  if (canonical === null) return null;
  if (canonical.includes(':')) return { version: 6, value: ipv6Number(canonical) };
  return { version: 4, value: ipv4Number(canonical) };
}
