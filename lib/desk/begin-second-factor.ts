// Use case: a user begins to set a second factor up: a secret as QR code and as text. Nothing holds before the first
// code confirms that the app has it; until then the sealed secret travels with the form.

import { qrCode } from '@/lib/auth/qr-code';
import { makeTotpSecret, totpUri } from '@/lib/auth/totp';
import { env } from '@/lib/env';
import { newFactorPlace, seal } from '@/lib/secrets/seal';
import type { SignedInUser } from '@/lib/users/types';
import { done, type Outcome } from './outcome';
import { hasPassword } from './own-password';

export interface FactorOffer {
  /** Base32 in groups of four. */
  secret: string;
  /** A `data:` address. */
  picture: string;
  /** The secret, sealed for this user; goes back with the first code. */
  sealed: string;
}

/**
 * Asks for the password once more: a session left open at a desk must not be bound to a stranger's phone.
 * Expected errors: `throttled`; field: `current-password-wrong`.
 */
export async function beginSecondFactor(
  { password, address }: { password: string; address: string },
  user: SignedInUser,
): Promise<Outcome<FactorOffer>> {
  const known = await hasPassword(user, { password, address, field: 'password' });
  if (!known.ok) return known;
  const secret = makeTotpSecret();
  const issuer = `Meldestelle ${new URL(env().PUBLIC_URL).hostname}`;
  return done({
    secret: secret.replaceAll(/(.{4})(?=.)/g, '$1 '),
    picture: await qrCode(totpUri(secret, user.login, issuer)),
    sealed: Buffer.from(seal(secret, newFactorPlace(user.id))).toString('base64url'),
  });
}
