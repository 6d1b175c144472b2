// Time-based one-time passwords (RFC 6238): SHA-1, six digits, 30 seconds, which is what every authenticator app reads.

import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
/** Steps before and after the present one that still count: clocks differ, and people type slowly (RFC 6238 §5.2). */
const WINDOW_STEPS = 1;
/** RFC 4226 §4 R6 recommends 160 bits. */
const SECRET_BYTES = 20;

/** A fresh secret in base32, as apps take it. */
export function makeTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address that an authenticator app reads from a QR code; `issuer` and `login` name the entry in the app. */
export function totpUri(secret: string, login: string, issuer: string): string {
  return of(secret, login, issuer).toString();
}

/** The time step that `code` belongs to, counted from 1970; null where it belongs to none that counts now. */
export function totpStep(secret: string, code: string, now: Date): bigint | null {
  const timestamp = now.getTime();
  const delta = of(secret).validate({ token: code, timestamp, window: WINDOW_STEPS });
  if (delta === null) return null;
  return BigInt(TOTP.counter({ timestamp, period: PERIOD_SECONDS }) + delta);
}

function of(secret: string, label = '', issuer = ''): TOTP {
  return new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}
