// Bytes of a mail header to text that every later place can hold.
// Promise: no NUL, well-formed UTF-16, at most the length asked for; linear time. 8-bit header
// text is read as UTF-8 (RFC 6532) and, where it is none, as windows-1252, which never fails.

import { isUtf8 } from 'node:buffer';

const windows1252 = new TextDecoder('windows-1252');

/** True where every character is below 0x80. Linear, stops at the first hit. */
export function isAsciiText(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** Reads bytes that were sliced as latin1 (one character a byte) in the encoding they are in. */
export function decodeRawText(latin1: string): string {
  if (isAsciiText(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes);
}

/**
 * Makes text safe for Postgres and JSON and cuts it.
 * A NUL becomes U+FFFD, and so does half a surrogate pair, also one made by the cut.
 */
export function safeText(text: string, maxChars: number): string {
  const cut = text.length > maxChars ? text.slice(0, maxChars) : text;
  const withoutNul = cut.includes('\0') ? cut.replaceAll('\0', '\uFFFD') : cut;
  return withoutNul.replace(/\p{Surrogate}/gu, '\uFFFD');
}
