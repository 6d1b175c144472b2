// Whether an address can be met on the Internet, or only inside somebody's own network.
// Promise: pure. Source: RFC 1918, RFC 6598 (carrier NAT), RFC 3927 and RFC 4291 (link-local), RFC 4193.

import { BlockList, isIPv6 } from 'node:net';

const inside = new BlockList();
inside.addSubnet('0.0.0.0', 8, 'ipv4');
inside.addSubnet('10.0.0.0', 8, 'ipv4');
inside.addSubnet('100.64.0.0', 10, 'ipv4');
inside.addSubnet('127.0.0.0', 8, 'ipv4');
inside.addSubnet('169.254.0.0', 16, 'ipv4');
inside.addSubnet('172.16.0.0', 12, 'ipv4');
inside.addSubnet('192.168.0.0', 16, 'ipv4');
inside.addSubnet('::', 127, 'ipv6');
inside.addSubnet('fc00::', 7, 'ipv6');
inside.addSubnet('fe80::', 10, 'ipv6');

/** True for a canonical address that is of no private, shared or local range. */
export function isPublicAddress(ip: string): boolean {
  return !inside.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4');
}
