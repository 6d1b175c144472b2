// The marks by which an answer finds its way back: they route, they prove nothing about who wrote. Pure; the random
// bytes and the key come in. The subject carries none of them.

import { createHmac, timingSafeEqual } from 'node:crypto';

/** 80 bit are enough to make a guess hopeless, and keep the Message-ID short. */
const MAC_CHARS = 20;

/** `n.42.5f…@example.com`, without brackets: the notice's own Message-ID. */
export function noticeMessageId(caseId: number, serial: string, domain: string, key: Uint8Array): string {
  return `n.${caseId}.${serial}.${macOf(`n.${caseId}.${serial}`, key)}@${domain}`;
}

/** The case that one of our Message-IDs belongs to; null where it is not ours, whatever it looks like. */
export function caseOfMessageId(messageId: string, key: Uint8Array): number | null {
  const [, caseId, serial, mac] = /^n\.(\d{1,10})\.([0-9a-f]{8,32})\.([0-9a-f]{20})@/.exec(messageId) ?? [];
  if (caseId === undefined || serial === undefined || mac === undefined) return null;
  const expected = macOf(`n.${caseId}.${serial}`, key);
  return timingSafeEqual(Buffer.from(mac), Buffer.from(expected)) ? Number(caseId) : null;
}

/** `abuse+7f…@example.com`: where answers go, and with another mark where it bounces to. */
export function plusAddress(address: string, token: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${token}${address.slice(at)}`;
}

/** The token of a plus address of ours; null where the address is none. */
export function tokenOfAddress(written: string, base: string): string | null {
  const at = base.lastIndexOf('@');
  const [local, domain] = [base.slice(0, at).toLowerCase(), base.slice(at).toLowerCase()];
  const address = written.toLowerCase();
  if (!address.startsWith(`${local}+`) || !address.endsWith(domain)) return null;
  const token = address.slice(local.length + 1, address.length - domain.length);
  return /^b?[0-9a-f]{32}$/.test(token) ? token : null;
}

function macOf(text: string, key: Uint8Array): string {
  return createHmac('sha256', key).update('notice-message-id').update(text).digest('hex').slice(0, MAC_CHARS);
}
