// How both ends of a webhook sign: HMAC-SHA256 (RFC 2104) under the shared secret over `TIMESTAMP.BODY`, TIMESTAMP being
// seconds since 1970 in decimal, written `v1=` and hexadecimal digits. The time is part of what is signed, so that an old
// request cannot be sent again. Pure.

import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far clocks may differ, and how long a request may be under way. */
export const toleranceSeconds = 300;

/** The value of the header `meldestelle-signature`. */
export function sign(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`, 'utf8').digest('hex')}`;
}

/** Whether `signature` is ours and the request is of about now. An empty secret signs nothing. */
export function isSigned(
  secret: string,
  request: { timestamp: string; signature: string; body: string },
  now: Date,
): boolean {
  if (secret === '' || !/^\d{1,12}$/.test(request.timestamp)) return false;
  const expected = Buffer.from(sign(secret, request.timestamp, request.body));
  const given = Buffer.from(request.signature);
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
  return isOurs && Math.abs(now.getTime() / 1_000 - Number(request.timestamp)) <= toleranceSeconds;
}
