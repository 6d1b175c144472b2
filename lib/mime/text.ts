// Bytes of a mail header to text that every later place can hold.
// Promise: no NUL, well-formed UTF-16, at most the length asked for; linear time. 8-bit header
// text is read as UTF-8 (RFC 6532) and, where it is none, as windows-1252, which never fails.

import { isAscii } from 'node:buffer';

import { decodeUnnamed } from './charset';

/** Reads bytes that were sliced as latin1 (one character a byte) in the encoding they are in. */
export function decodeRawText(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  if (isAscii(bytes)) return latin1;
  return decodeUnnamed(bytes);
}

/**
 * Makes text safe for Postgres and JSON and cuts it.
 * A NUL becomes U+FFFD, and so does half a surrogate pair, also one made by the cut.
 */
export function safeText(text: string, maxChars: number): string {
  const cut = text.length > maxChars ? text.slice(0, maxChars) : text;
  const withoutNul = cut.includes('\0') ? cut.replaceAll('\0', '\uFFFD') : cut;
  return withoutNul.toWellFormed();
}
