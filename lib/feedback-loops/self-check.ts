// The monthly mail to a loop's own address, which proves the way alias → mailbox → intake. It is known again by a code over
// its number that nobody can guess, and by nothing else. Pure; the key comes in.

import { createHmac, timingSafeEqual } from 'node:crypto';

/** A mail that takes longer is not on its way any more, greylisting and a night's outage included. */
export const SELF_CHECK_HOURS = 24;
/** Often enough to find a broken alias before its reports are missed for a quarter. */
export const SELF_CHECK_DAYS = 30;

/** `s.42.9c…`: 128 bit. */
export function selfCheckToken(checkId: number, key: Uint8Array): string {
  return `s.${checkId}.${macOf(checkId, key)}`;
}

/** The check whose token a text holds; null where it holds none of ours. */
export function selfCheckIn(text: string, key: Uint8Array): number | null {
  for (const [, id = '', mac = ''] of text.matchAll(/\bs\.(\d{1,9})\.([0-9a-f]{32})\b/g))
    if (timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(Number(id), key)))) return Number(id);
  return null;
}

function macOf(checkId: number, key: Uint8Array): string {
  return createHmac('sha256', key)
    .update('loop-self-check')
    .update(String(checkId))
    .digest('hex')
    .slice(0, 32);
}
