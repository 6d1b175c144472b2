// Passwords: argon2id (RFC 9106) at OWASP's parameters, and one-time passwords that a person can read out.

import { hash, verify } from '@node-rs/argon2';
import { randomInt } from 'node:crypto';

// 19 MiB, 2 passes, 1 lane: about 20 ms, and ten sign-ins at once stay below 200 MiB. argon2id is the library's default.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A PHC string (`$argon2id$…`) of `password`. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), PARAMETERS);
}

let dummyHash: Promise<string> | undefined;

/** Whether `password` is the one hashed. Without a hash (unknown login) it takes the same time and says no. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  dummyHash ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await dummyHash), normalised(password));
  return matches && passwordHash !== null;
}

// Without characters that look alike.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A one-time password such as `k7mq-x2fd-9hwp-t4ra`: 16 of 31 characters, 79 bits. */
export function makeOneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

// The same letters typed on another system may arrive composed differently (RFC 8265 §4.2: NFC).
function normalised(password: string): string {
  return password.normalize('NFC');
}
