// Where a resolver may be: its name is looked up once, every address that came back is judged, and the connection goes to
// the judged address and no other, so that a name which answers differently the second time leads nowhere. Addresses
// inside somebody's network are refused unless the configuration names the host (DIRECTORY_ALLOWED_HOSTS).
// Source: IANA special-purpose address registries (RFC 6890).

import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { DirectoryFault } from '../types';

// Addresses for documentation are in nobody's network either.
const special = new BlockList();
const ranges4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.88.99.0/24 ' +
  '192.168.0.0/16 198.18.0.0/15 224.0.0.0/4 240.0.0.0/4';
// 64:ff9b::/96, 2001::/32 and 2002::/16 carry an IPv4 address that would have to be judged by itself: nobody needs them here.
const ranges6 =
  '::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 ' +
  'fec0::/10 ff00::/8';
for (const [list, family] of [
  [ranges4, 'ipv4'],
  [ranges6, 'ipv6'],
] as const)
  for (const range of list.split(' ')) {
    const [address = '', bits = ''] = range.split('/');
    special.addSubnet(address, Number(bits), family);
  }

/** The address that a connection goes to. */
export interface Pinned {
  address: string;
  family: 4 | 6;
  /** On the Internet, where nothing may go unencrypted. */
  isPublic: boolean;
}

export type LookUp = (host: string) => Promise<{ address: string; family: number }[]>;

const systemLookUp: LookUp = (host) => lookup(host, { all: true });

/** Whether the address can be met on the Internet. An IPv4 address mapped into IPv6 is judged as IPv4. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !special.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Whether the configuration names the host: itself, or as `.example.com` a name above it. */
export function isAllowed(host: string, allowedHosts: readonly string[]): boolean {
  return allowedHosts.some((one) => (one.startsWith('.') ? host.endsWith(one) : host === one));
}

/**
 * The address of `url`'s host. Throws `DirectoryFault`: `name-unknown`; `address-refused` where any address of the name lies
 * inside a network and the configuration does not name the host; `unencrypted` where http would cross the Internet.
 */
export async function pinAddress(
  url: URL,
  allowedHosts: readonly string[],
  look: LookUp = systemLookUp,
): Promise<Pinned> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const found = isIP(host) === 0 ? await lookUp(host, look) : [{ address: host, family: isIP(host) }];
  const inside = found.find(({ address }) => !isPublic(address));
  if (inside !== undefined && !isAllowed(host, allowedHosts))
    throw new DirectoryFault('address-refused', { host, address: inside.address });
  const [first] = found;
  if (first === undefined) throw new DirectoryFault('name-unknown', { host });
  const pinned = {
    address: first.address,
    family: first.family === 6 ? (6 as const) : (4 as const),
    isPublic: isPublic(first.address),
  };
  if (url.protocol === 'http:' && pinned.isPublic) throw new DirectoryFault('unencrypted', { host });
  return pinned;
}

async function lookUp(host: string, look: LookUp): Promise<{ address: string; family: number }[]> {
  try {
    return await look(host);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new DirectoryFault('name-unknown', { host, code });
  }
}
