// The code that proves a domain: sent to its postmaster or abuse mailbox, told back by the subscriber.

import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/** Without letters that are taken for digits; 12 of them are 58 bits, against which five tries are nothing. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const length = 12;

/** A new one, in groups: `ABCD-EFGH-JKMN`. */
export function newCode(): string {
  const text = Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
  return text.replace(/(.{4})(?=.)/g, '$1-');
}

/** What is stored of it; blanks, hyphens and small letters make no difference. */
export function hashOfCode(code: string): Buffer {
  return createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    .digest();
}

export function isCode(given: string, hash: Uint8Array): boolean {
  const own = hashOfCode(given);
  return hash.length === own.length && timingSafeEqual(own, hash);
}
