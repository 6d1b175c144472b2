// The text of a token: `mst_` and 256 random bits in base64url (RFC 4648 §5), so that it stands in a header as it is and
// is found by scanners for leaked secrets. Only its SHA-256 is stored: with 256 bits there is nothing to guess, so a slow
// hash would buy nothing, and the look-up by a unique index compares hashes, whose bytes nobody can choose. Pure.

import { createHash } from 'node:crypto';

export const TOKEN_BYTES = 32;
const PREFIX = 'mst_';
const SHAPE = /^mst_[A-Za-z0-9_-]{43}$/;
const HINT_CHARS = PREFIX.length + 6;

/** The token made of 32 random bytes. */
export function tokenOf(random: Buffer): string {
  if (random.length !== TOKEN_BYTES) throw new RangeError(`a token is made of ${TOKEN_BYTES} bytes`);
  return PREFIX + random.toString('base64url');
}

/** The beginning of a token, to tell tokens apart; 36 of its 256 bits. */
export function hintOf(token: string): string {
  return token.slice(0, HINT_CHARS);
}

/** SHA-256 of a token, 32 bytes; null where the text is no token, so that no query is needed to refuse it. */
export function hashOfToken(text: string): Buffer | null {
  return SHAPE.test(text) ? createHash('sha256').update(text).digest() : null;
}

/** The token of an Authorization field (RFC 6750 §2.1); null where it carries none. */
export function bearerOf(authorization: string | null): string | null {
  return /^bearer +([^ ]+) *$/i.exec((authorization ?? '').slice(0, 200))?.[1] ?? null;
}
