// IP ranges of ours: read once, asked for every report. Promise: v4 and v6, exact at both ends, never throws.
// Source: RFC 4632 §3.1 and RFC 4291 §2.3 (prefixes).

import { canonicalIp } from '@/lib/mime/ip-addresses';
import type { IpRange } from './types';

interface IpNumber {
  version: 4 | 6;
  value: bigint;
}

/** Canonical text (RFC 5952) has one `::` at most; the groups missing there are zeroes. */
function ipv6Number(canonical: string): bigint {
  const [head = '', tail] = canonical.split('::');
  const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const start = groupsOf(head);
  const end = tail === undefined ? [] : groupsOf(tail);
  const zeroes = new Array<string>(8 - start.length - end.length).fill('0');
  return [...start, ...zeroes, ...end].reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** An address as a number, or null where the text is no address. IPv4 mapped into IPv6 is IPv4. */
function ipNumber(text: string): IpNumber | null {
  const canonical = canonicalIp(text);
  if (canonical === null) return null;
  if (canonical.includes(':')) return { version: 6, value: ipv6Number(canonical) };
  const value = canonical.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return { version: 4, value: BigInt(value) };
}

/**
 * `192.0.2.0/24`, `2001:db8::/32`, a single address, or `192.0.2.10-192.0.2.20`; null for anything else.
 * Bits of the host part may be set: `192.0.2.17/24` means the network it lies in.
 */
export function parseRange(text: string): IpRange | null {
  const trimmed = text.trim();
  const dash = trimmed.indexOf('-');
  if (dash > 0) {
    const first = ipNumber(trimmed.slice(0, dash));
    const last = ipNumber(trimmed.slice(dash + 1));
    if (first === null || last === null || first.version !== last.version || first.value > last.value)
      return null;
    return { version: first.version, first: first.value, last: last.value };
  }
  const slash = trimmed.indexOf('/');
  const address = ipNumber(slash < 0 ? trimmed : trimmed.slice(0, slash));
  if (address === null) return null;
  const bits = address.version === 4 ? 32 : 128;
  const prefixText = slash < 0 ? String(bits) : trimmed.slice(slash + 1);
  if (!/^[0-9]{1,3}$/.test(prefixText) || Number(prefixText) > bits) return null;
  const hostBits = BigInt(bits - Number(prefixText));
  const first = (address.value >> hostBits) << hostBits;
  return { version: address.version, first, last: first | ((1n << hostBits) - 1n) };
}

/** The address of a number, as RFC 5952 writes it. */
function addressText(version: 4 | 6, value: bigint): string {
  const groups = version === 4 ? 4 : 8;
  const bits = version === 4 ? 8n : 16n;
  const parts = Array.from({ length: groups }, (_, at) => {
    const part = (value >> (bits * BigInt(groups - 1 - at))) & ((1n << bits) - 1n);
    return part.toString(version === 4 ? 10 : 16);
  });
  const text = parts.join(version === 4 ? '.' : ':');
  return canonicalIp(text) ?? text;
}

/** A range as the prefixes that make it up, in order; a single address stands without its length. */
export function prefixesOf({ version, first, last }: IpRange): string[] {
  const bits = version === 4 ? 32 : 128;
  const prefixes: string[] = [];
  for (let from = first; from <= last;) {
    let hostBits = 0;
    const fits = (size: bigint) => (from & (size - 1n)) === 0n && from + size - 1n <= last;
    while (hostBits < bits && fits(1n << BigInt(hostBits + 1))) hostBits += 1;
    const address = addressText(version, from);
    prefixes.push(hostBits === 0 ? address : `${address}/${bits - hostBits}`);
    from += 1n << BigInt(hostBits);
  }
  return prefixes;
}

/** Whether an address lies in one of the ranges; false for what is no address. */
export function ipInRanges(ip: string, ranges: readonly IpRange[]): boolean {
  const address = ipNumber(ip);
  if (address === null) return false;
  return ranges.some(
    (range) =>
      range.version === address.version && range.first <= address.value && address.value <= range.last,
  );
}

const internalRanges: readonly IpRange[] = [
  '127.0.0.0/8', // RFC 1122 §3.2.1.3
  '::1/128',
  '10.0.0.0/8', // RFC 1918
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7', // RFC 4193
]
  .map(parseRange)
  .filter((range) => range !== null);

/** Loopback and private addresses: to one of our own hops only our own machines can show them. */
export function isInternalIp(ip: string): boolean {
  return ipInRanges(ip, internalRanges);
}
