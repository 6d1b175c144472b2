// Addresses in what a notice quotes: the local part becomes a token, the domain stays (RFC 6590 §2). The same address
// gives the same token, so that complainants stay countable and unnamed. Pure.

import { redactionToken } from '@/lib/formats/redaction-token';

/** One pass, no backtracking: characters of a local part, an at sign, a domain. */
const ADDRESS = /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?/g;

/** `text` with every address but those of `keep` (lower case) redacted. Local parts are compared in lower case. */
export function redactAddresses(text: string, key: string, keep: ReadonlySet<string>): string {
  return text.replaceAll(ADDRESS, (address) => {
    if (keep.has(address.toLowerCase())) return address;
    const at = address.lastIndexOf('@');
    return `${redactionToken(key, address.slice(0, at).toLowerCase())}${address.slice(at)}`;
  });
}

/** The addresses that stand in a text, in lower case, each once. */
export function addressesIn(text: string): string[] {
  return [...new Set([...text.matchAll(ADDRESS)].map(([address]) => address.toLowerCase()))];
}
