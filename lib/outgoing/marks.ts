// The Message-ID of mail that belongs to no case: known as ours by its code when an answer names it. It routes, it proves
// nothing about who wrote. Pure; the random bytes and the key come in.

import { createHmac, timingSafeEqual } from 'node:crypto';

const MAC_CHARS = 20;

/** `m.5f….9c…@example.com`, without brackets. `serial`: hexadecimal. */
export function mailMessageId(serial: string, domain: string, key: Uint8Array): string {
  return `m.${serial}.${macOf(serial, key)}@${domain}`;
}

/** Whether a Message-ID is one of these, whatever it looks like. */
export function isMailMessageId(messageId: string, key: Uint8Array): boolean {
  const [, serial, mac] = /^m\.([0-9a-f]{8,32})\.([0-9a-f]{20})@/.exec(messageId) ?? [];
  if (serial === undefined || mac === undefined) return false;
  return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(serial, key)));
}

function macOf(serial: string, key: Uint8Array): string {
  return createHmac('sha256', key)
    .update('outgoing-message-id')
    .update(serial)
    .digest('hex')
    .slice(0, MAC_CHARS);
}
