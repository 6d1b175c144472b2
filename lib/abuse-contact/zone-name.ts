// The DNS zone that names abuse contacts: what to ask it, and what its answers say.
// Promise: pure. Source: RFC 5782 §2.1 and §2.4 (names of addresses), its test point as the zone's operator documents it:
// 127.0.0.2 is answered by addresses at localhost.

import { isIPv4, isIPv6 } from 'node:net';
import { usableAddress } from './read-rdap';

/** Answered where the zone works. */
export const testPoint = '127.0.0.2';

/** `7.100.51.198.zone`; an IPv6 address by its nibbles. Null where the text is no address. */
export function zoneName(ip: string, zone: string): string | null {
  if (isIPv4(ip)) return `${ip.split('.').reverse().join('.')}.${zone}`;
  if (!isIPv6(ip) || ip.includes('.')) return null;
  const [head = '', tail] = ip.split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':'));
  const [left, right] = [words(head), words(tail ?? '')];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const all = tail === undefined ? left : [...left, ...zeros, ...right];
  const nibbles = all.map((word) => word.padStart(4, '0')).join('');
  return `${[...nibbles].reverse().join('.')}.${zone}`;
}

/** Addresses of TXT records, `a@example.net, b@example.net`. */
export function zoneAddresses(records: readonly string[][]): string[] {
  const written = records.flatMap((strings) => strings.join('').split(/[\s,;]+/));
  return [...new Set(written.flatMap((one) => usableAddress(one) ?? []))].slice(0, 5);
}

/** Whether the test point is answered as it has to be: a zone that answers anything else says nothing. */
export function zoneWorks(records: readonly string[][]): boolean {
  return records.some((strings) => /@localhost\b/i.test(strings.join('')));
}
