// Values of single feedback-report fields, with the deviations found on the way.
// Promise: pure, never throws; a value that cannot be used is null and leaves a note, never a guess.
// Source: RFC 5965 §3, RFC 6692 §3.

import { readAddressList } from '../mime/addresses';
import { withoutComments } from '../mime/comments';
import { parseMailDate } from '../mime/dates';
import { canonicalIp } from '../mime/ip-addresses';

/** Collects deviation codes, each once. */
export type Notes = Set<string>;

/** What an SQL integer holds. RFC 5965 §3.2 allows 2^32-1, which no desk will ever count to. */
const MAX_INCIDENTS = 2_147_483_647;

/** A token or phrase without comments; null where nothing is left. */
export function readToken(value: string): string | null {
  const token = withoutComments(value).trim();
  return token === '' ? null : token;
}

/** A token of a closed list in lower case, because RFC 5234 §2.3 compares these without regard to case. */
export function readKeyword(value: string): string | null {
  return readToken(value)?.toLowerCase() ?? null;
}

/** Source-IP in canonical text (RFC 5965 §3.2; RFC 5321 §4.1.3 for the IPv6 forms). */
export function readSourceIp(value: string, notes: Notes): string | null {
  if (value === '') {
    notes.add('ip:empty');
    return null;
  }
  const ip = canonicalIp(value);
  if (ip === null) notes.add('ip:invalid');
  return ip;
}

/** Source-Port: up to five digits and within 16 bits (RFC 6692 §3). */
export function readSourcePort(value: string, notes: Notes): number | null {
  const text = readToken(value) ?? '';
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port >= 0 && port <= 65_535) return port;
  notes.add('port:invalid');
  return null;
}

/** Incidents: an unsigned integer; fractions are cut, what is no number counts as one, too many are capped. */
export function readIncidents(value: string, notes: Notes): number {
  const text = readToken(value) ?? '';
  const match = /^(\d+)(\.\d*)?$/.exec(text);
  if (match === null || match[2] !== undefined) notes.add('incidents:not-an-integer');
  if (match === null) return 1;
  // Any number of digits: beyond 2^53 the value is inexact, and far beyond the cap.
  if (Number(match[1]) > MAX_INCIDENTS) notes.add('incidents:capped');
  return Math.min(Number(match[1]), MAX_INCIDENTS);
}

/** Arrival-Date in UTC; the date's own deviations become `date:…` notes. */
export function readArrivalDate(value: string, notes: Notes): string | null {
  if (value === '') {
    notes.add('date:empty');
    return null;
  }
  const date = parseMailDate(value);
  if (date === null) notes.add('date:invalid');
  for (const code of date?.notes ?? []) notes.add(`date:${code}`);
  return date?.iso ?? null;
}

/** Reporting-MTA: `type; name` (RFC 3464 §2.2.2). The type is empty where none is given. */
export function readReportingMta(value: string, notes: Notes): { type: string; name: string } | null {
  const text = readToken(value);
  if (text === null) {
    notes.add('mta:empty');
    return null;
  }
  const semicolon = text.indexOf(';');
  if (semicolon < 0) notes.add('mta:no-type');
  const type = semicolon < 0 ? '' : text.slice(0, semicolon).trim().toLowerCase();
  const name = text.slice(semicolon + 1).trim();
  return name === '' ? null : { type, name };
}

/** Addresses of one Original-Mail-From or Original-Rcpt-To value; '' is the null sender. */
export function readMailboxes(value: string, notes: Notes): string[] {
  // DSN habit: `rfc822; user@example.com` (RFC 3464 §2.3.1).
  const text = value.replace(/^rfc822[ \t]*;/i, '').trim();
  if (text !== '' && !text.startsWith('<')) {
    notes.add(text.endsWith('>') ? 'addr:display-name' : 'addr:no-angle-brackets');
  }
  const addresses = readAddressList(text);
  if (addresses.length > 1) notes.add('addr:list');
  return addresses;
}

/** Identity-Alignment: `none` or a list of mechanisms (RFC 7489 §7.3.1). */
export function readIdentityAlignment(value: string): string[] | null {
  const items = withoutComments(value).split(',');
  const names = items.map((item) => item.trim().toLowerCase()).filter((item) => item !== '');
  return names.length === 0 ? null : names;
}
