// IP addresses in canonical text.
// Promise: never throws; null for whatever is no address. Reads the forms found in reports: comments,
// `IPv6:` prefixes, square brackets, uncompressed IPv6, IPv4 mapped into IPv6 (given as IPv4).
// Source: RFC 5321 §4.1.3, RFC 4291 §2.2, RFC 5952.

import { withoutComments } from './comments';

const DOTTED = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

/** The address in canonical text, or null. */
export function canonicalIp(text: string): string | null {
  if (isPlainIpv4(text)) return text;
  let rest = withoutComments(text).trim();
  if (rest.startsWith('[') && rest.endsWith(']')) rest = rest.slice(1, -1).trim();
  if (/^ipv6:/i.test(rest)) rest = rest.slice(5).trim();
  if (rest.startsWith('[') && rest.endsWith(']')) rest = rest.slice(1, -1).trim();
  // The longest written form is 45 characters; a zone is not part of the address (RFC 4007 §11).
  const zone = rest.indexOf('%');
  if (zone > 0) rest = rest.slice(0, zone);
  if (rest === '' || rest.length > 45) return null;
  if (!rest.includes(':')) return parseIpv4(rest)?.join('.') ?? null;
  const groups = parseIpv6(rest);
  return groups === null ? null : ipv6Text(groups);
}

/** Four numbers from 0 to 255 without leading zeros and nothing else: most addresses are that. */
function isPlainIpv4(text: string): boolean {
  let numbers = 0;
  let value = -1;
  if (text.length > 15) return false;
  for (let at = 0; at <= text.length; at += 1) {
    // The end closes a number as a dot does.
    const digit = at === text.length ? DOT : text.charCodeAt(at) - 0x30;
    if (digit === DOT) {
      if (value < 0 || value > 255) return false;
      numbers += 1;
      value = -1;
    } else if (digit < 0 || digit > 9 || value === 0) return false;
    else value = value < 0 ? digit : value * 10 + digit;
  }
  return numbers === 4;
}

/** A dot's place before the digits. */
const DOT = 0x2e - 0x30;

/** Four numbers. A leading zero is refused: some readers take it as octal, so it names two hosts. */
function parseIpv4(text: string): number[] | null {
  const match = DOTTED.exec(text);
  if (match === null) return null;
  const bytes = [Number(match[1]), Number(match[2]), Number(match[3]), Number(match[4])];
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

/** Eight groups of 16 bits, or null. */
function parseIpv6(text: string): number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? '');
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '') : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1) return missing === 0 ? head : null;
  if (missing < 1) return null;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** Colon-separated groups; the last one may be dotted IPv4. */
function parseGroups(text: string): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.') && index === parts.length - 1) {
      const [a, b, c, d] = parseIpv4(part) ?? [];
      if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

function ipv6Text(groups: readonly number[]): string {
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) {
    const [high = 0, low = 0] = groups.slice(6);
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  const run = longestZeroRun(groups);
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  // RFC 5952 §4.2: the longest run of at least two zero groups, the first of equals.
  if (run.length < 2) return hex(groups);
  return `${hex(groups.slice(0, run.start))}::${hex(groups.slice(run.start + run.length))}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0;
    if (length > best.length) best = { start: index - length + 1, length };
  }
  return best;
}
