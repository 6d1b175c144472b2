// Domain and host names as they are compared: A-labels, lower case, no trailing dot. Promise: never throws.
// Source: RFC 5890 §2.3.2.1 (A-label), RFC 1035 §2.3.4 (lengths).

import { domainToASCII } from 'node:url';

/** What most names are already: A-labels in lower case, the last of them no number. */
const plainName = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** The name in A-label form, or null for what is no domain name (an address, an empty label, a forbidden character). */
export function normalName(text: string): string | null {
  if (text.length <= 253 && !text.includes('xn--') && plainName.test(text)) return text;
  const trimmed = text.trim().replace(/\.$/, '');
  if (trimmed === '' || trimmed.length > 253 || /[\s/\\:@?#[\]%]/.test(trimmed)) return null;
  const ascii = domainToASCII(trimmed).toLowerCase();
  if (ascii === '' || ascii.length > 253 || /^[0-9.]+$/.test(ascii)) return null;
  return ascii.split('.').every((part) => label.test(part)) ? ascii : null;
}

/** Domain part of an address in comparable form, or null. */
export function domainOf(address: string): string | null {
  const at = address.lastIndexOf('@');
  return at < 0 ? null : normalName(address.slice(at + 1));
}
