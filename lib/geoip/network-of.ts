// The network that an address stands for when people count where somebody was: a /24 of IPv4, a /48 of IPv6, the usual
// sizes that one line or one site gets. Pure.

import { addressNumber } from './address-number';

/** `192.0.2.0/24`, `2001:db8:7::/48`; the text itself where it is no address. */
export function networkOf(ip: string): string {
  const address = addressNumber(ip);
  if (address === null) return ip;
  if (address.version === 4) {
    const bytes = [24, 16, 8].map((shift) => Math.floor(address.value / 2 ** shift) % 256);
    return `${bytes.join('.')}.0/24`;
  }
  const groups = [112n, 96n, 80n].map((shift) => (address.value >> shift) & 0xffffn);
  while (groups.length > 1 && groups.at(-1) === 0n) groups.pop();
  const text = groups.map((group) => group.toString(16)).join(':');
  return text === '0' ? '::/48' : `${text}::/48`;
}
