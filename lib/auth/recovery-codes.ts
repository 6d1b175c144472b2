// Recovery codes: what lets somebody in whose phone is gone. Random enough (79 bits) that a plain hash keeps them.

import { createHash } from 'node:crypto';
import { makeOneTimePassword } from './passwords';

export const RECOVERY_CODES = 10;

/** Ten codes such as `k7mq-x2fd-9hwp-t4ra`. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, makeOneTimePassword);
}

/** What the database keeps of a code; however it was typed, with or without its dashes, it is the same one. */
export function recoveryCodeHash(userId: number, code: string): Uint8Array<ArrayBuffer> {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return Uint8Array.from(createHash('sha256').update(`${userId}:${plain}`).digest());
}
