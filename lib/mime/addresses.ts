// Mailboxes out of header and report fields.
// Promise: linear time, never throws; display names, comments, brackets and groups are understood
// and dropped, the address keeps its case. Source: RFC 5322 §3.4, RFC 5321 §4.1.2.

import { MAIL_LIMITS } from './limits';
import { readSimpleMailbox } from './simple-mailbox';

/**
 * The addresses of a comma-separated list, without brackets and display names.
 * `<>` is the empty string; empty entries are left out. What has no brackets comes as written.
 */
export function readAddressList(text: string): string[] {
  const simple = readSimpleMailbox(text);
  if (simple !== null) return [simple];
  const addresses: string[] = [];
  const entry = newEntry();
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\\' && (entry.isQuoted || entry.commentDepth > 0)) {
      take(entry, char + text.charAt(i + 1));
      i += 1;
    } else if (!isSeparator(char, text.charAt(i + 1), entry)) take(entry, char);
    else {
      // A group's name stands before the colon (RFC 5322 §3.4): it is no address.
      if (char !== ':') finish(entry, addresses);
      Object.assign(entry, newEntry());
      if (addresses.length >= MAIL_LIMITS.mailboxes) return addresses;
    }
  }
  finish(entry, addresses);
  return addresses;
}

/** The first address of a value, '' for the null sender `<>`, null where there is none. */
export function readAddress(text: string): string | null {
  return readAddressList(text)[0] ?? null;
}

/** The first address in lower case, only where it has an `@` (or is the null sender). */
export function readComparableAddress(text: string | null): string | null {
  const address = text === null ? null : readAddress(text);
  if (address === null || (address !== '' && !address.includes('@'))) return null;
  return address.toLowerCase();
}

interface Entry {
  plain: string;
  angle: string;
  hasAngle: boolean;
  isInAngle: boolean;
  isQuoted: boolean;
  commentDepth: number;
}

function newEntry(): Entry {
  return {
    plain: '',
    angle: '',
    hasAngle: false,
    isInAngle: false,
    isQuoted: false,
    commentDepth: 0,
  };
}

function isSeparator(char: string, next: string, entry: Entry): boolean {
  if (entry.isQuoted || entry.commentDepth > 0 || entry.isInAngle) return false;
  if (char === ',' || char === ';') return true;
  // Only before a blank or an end does a colon close a group's name: redacted local parts and IPv6
  // literals hold colons, too.
  return char === ':' && (next === '' || next === ' ' || next === ';');
}

function take(entry: Entry, char: string): void {
  if (entry.commentDepth > 0) {
    if (char === '(') entry.commentDepth += 1;
    if (char === ')') entry.commentDepth -= 1;
    return;
  }
  if (char === '"') entry.isQuoted = !entry.isQuoted;
  else if (!entry.isQuoted) {
    if (char === '(' && !entry.isInAngle) {
      entry.commentDepth = 1;
      return;
    }
    if (char === '<' && !entry.hasAngle) {
      entry.isInAngle = true;
      entry.hasAngle = true;
      return;
    }
    if (char === '>' && entry.isInAngle) {
      entry.isInAngle = false;
      return;
    }
  }
  if (entry.isInAngle) entry.angle += char;
  else entry.plain += char;
}

function finish(entry: Entry, addresses: string[]): void {
  if (entry.hasAngle) addresses.push(withoutRoute(entry.angle.trim()));
  else if (entry.plain.trim() !== '') addresses.push(entry.plain.trim());
}

/** RFC 5321 §4.1.2 source routes: `@relay.example:user@example.com` means the part after the colon. */
function withoutRoute(address: string): string {
  const colon = address.startsWith('@') ? address.indexOf(':') : -1;
  return colon < 0 ? address : address.slice(colon + 1);
}
