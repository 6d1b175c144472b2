// The string formats that XARF schemas name, as predicates.
// Promise: pure, linear in the length of the text, so that no crafted value costs more than its bytes.
// Source: JSON Schema 2020-12 validation §7.3 and the RFCs named at each.

import { isIPv4, isIPv6 } from 'node:net';

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const CLOCK = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d)(?::?(\d\d))?)$/i;

/** full-date of RFC 3339 §5.6. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const isLeapDay = month === 2 && day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && (isLeapDay || day <= (DAYS_OF_MONTH[month - 1] ?? 0));
}

/** date-time of RFC 3339 §5.6, a zone is required; a blank may stand for the T, a zone may lack its colon. */
export function isDateTime(text: string): boolean {
  const [day = '', clock = '', ...rest] = text.split(/[t\s]/i);
  const parts = CLOCK.exec(clock);
  if (parts === null || rest.length > 0 || !isDate(day)) return false;
  const [hour = 0, minute = 0, second = 0] = parts.slice(1, 4).map(Number);
  const sign = parts[4] === '-' ? -1 : 1;
  const [zoneHour = 0, zoneMinute = 0] = parts.slice(5, 7).map((digits) => Number(digits ?? 0));
  if (zoneHour > 23 || zoneMinute > 59) return false;
  if (hour <= 23 && minute <= 59 && second < 60) return true;
  return second === 60 && isEndOfDay(hour * 60 + minute - sign * (zoneHour * 60 + zoneMinute));
}

/** Leap seconds follow 23:59:59 UTC (RFC 3339 §5.7). */
function isEndOfDay(minutes: number): boolean {
  return (minutes + 1440) % 1440 === 1439;
}

/** An IP address; IPv6 without a zone (RFC 4291 §2.2). */
export function isIp(text: string): boolean {
  return isIPv4(text) || isIpv6(text);
}

/** An IPv6 address without a zone. */
export function isIpv6(text: string): boolean {
  return !text.includes('%') && isIPv6(text);
}

/** RFC 1123 §2.1: labels of letters, digits and inner hyphens. */
export function isHostname(text: string): boolean {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length === 0 || name.length > 253) return false;
  return name.split('.').every((label) => label.length <= 63 && isLabel(label));
}

function isLabel(label: string): boolean {
  return /^[a-z0-9-]+$/i.test(label) && !label.startsWith('-') && !label.endsWith('-');
}

/** addr-spec with a dot-atom and a name of at least two labels (RFC 5321 §4.1.2, without quoted strings). */
export function isEmail(text: string): boolean {
  const at = text.indexOf('@');
  if (at < 1 || text.includes('@', at + 1)) return false;
  const labels = text.slice(at + 1).split('.');
  const atoms = text.slice(0, at).split('.');
  return (
    labels.length > 1 &&
    labels.every(isLabel) &&
    atoms.every((atom) => /^[\w!#$%&'*+/=?^`{|}~-]+$/.test(atom))
  );
}

/** RFC 9562 §4, also as a URN. */
export function isUuid(text: string): boolean {
  return /^(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

const URI = /^[a-z][a-z0-9+.-]*:(\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?(#[^#]*)?$/i;
const URI_CHARACTERS = /^(?:[\w.~!$&'"()*+,;=:@/?-]|%[0-9a-f]{2})*$/i;
const REG_NAME = /^(?:[\w.~!$&'"()*+,;=-]|%[0-9a-f]{2})*$/i;

/** An absolute URI with or without a fragment (RFC 3986 §3). */
export function isUri(text: string): boolean {
  const parts = URI.exec(text);
  if (parts === null) return false;
  const [, authority, path = '', query = '', fragment = ''] = parts;
  if (authority === undefined && (path === '' || path.startsWith('//'))) return false;
  const tail = [path, query, fragment.slice(1)];
  return (
    tail.every((part) => URI_CHARACTERS.test(part)) && (authority === undefined || isAuthority(authority))
  );
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const userinfo = at < 0 ? '' : authority.slice(2, at);
  const place = authority.slice(at < 0 ? 2 : at + 1);
  if (!URI_CHARACTERS.test(userinfo) || /[@/?]/.test(userinfo)) return false;
  const literal = /^\[([^\]]*)\](?::\d*)?$/.exec(place);
  if (literal !== null) return isIpv6(literal[1] ?? '');
  const colon = place.lastIndexOf(':');
  const port = colon < 0 ? '' : place.slice(colon + 1);
  return /^\d*$/.test(port) && REG_NAME.test(colon < 0 ? place : place.slice(0, colon));
}
