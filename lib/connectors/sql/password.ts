// Hashes as Dovecot reads them, the scheme in braces. What is hashed is a password of 73 random bits (lib/containment/
// dictated-password.ts), which no search finds, whatever the hash costs: SSHA512 is there for a Dovecot without libsodium.
// Source: Dovecot's manual, "Password schemes".

import { createHash, randomBytes } from 'node:crypto';
import { hashPassword } from '@/lib/auth/passwords';

/** `{SCHEME}…` of `password`. */
export async function hashFor(scheme: 'ARGON2ID' | 'SSHA512', password: string): Promise<string> {
  if (scheme === 'ARGON2ID') return `{ARGON2ID}${await hashPassword(password)}`;
  const salt = randomBytes(16);
  const digest = createHash('sha512').update(password, 'utf8').update(salt).digest();
  return `{SSHA512}${Buffer.concat([digest, salt]).toString('base64')}`;
}
