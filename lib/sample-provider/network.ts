// The sample provider's network: its hosts, its ranges, and a country table for the rest of the world.
// Promise: only documentation and benchmark addresses (RFC 5737, RFC 3849, RFC 2544).

import type { Random } from './random';

export const PROVIDER_DOMAIN = 'musterpost.example';
export const AUTHSERV_ID = 'mx1.musterpost.example';

export interface OwnHost {
  name: string;
  ip: string;
}

export const MX_HOST: OwnHost = { name: 'mx1.musterpost.example', ip: '192.0.2.10' };
export const WEB_HOST: OwnHost = { name: 'web1.musterpost.example', ip: '198.51.100.80' };
/** The hosts that take and send customers' mail. */
export const MAIL_HOSTS: readonly OwnHost[] = [
  { name: 'mail1.musterpost.example', ip: '192.0.2.11' },
  { name: 'mail2.musterpost.example', ip: '192.0.2.12' },
  { name: 'mail3.musterpost.example', ip: '192.0.2.13' },
];
export const OWN_HOSTS: readonly OwnHost[] = [MX_HOST, ...MAIL_HOSTS, WEB_HOST];
export const OWN_RANGES: readonly string[] = ['192.0.2.0/24', '198.51.100.0/24', '2001:db8:10::/48'];

/** A sender outside, whose mail comes in for mailboxes that forward. */
export const OUTSIDER: OwnHost = { name: 'relay.werbewelle.example', ip: '203.0.113.201' };

/** Blocks of 198.18.0.0/15: first address, prefix length, ISO 3166 country code, name of the access network. */
export const COUNTRY_BLOCKS: readonly (readonly [string, number, string, string])[] = [
  ['198.18.0.0', 17, 'DE', 'dyn.nordnetz.example'],
  ['198.18.128.0', 18, 'DE', 'pool.suedkabel.example'],
  ['198.18.192.0', 19, 'AT', 'adsl.alpennetz.example'],
  ['198.18.224.0', 19, 'CH', 'cust.matterlink.example'],
  ['198.19.0.0', 19, 'FR', 'abo.hexalink.example'],
  ['198.19.32.0', 19, 'NL', 'fixed.polderkabel.example'],
  ['198.19.64.0', 19, 'PL', 'adsl.wislanet.example'],
  ['198.19.96.0', 19, 'RU', 'bb.severlink.example'],
  ['198.19.128.0', 19, 'VN', 'dynamic.songnet.example'],
  ['198.19.160.0', 19, 'BR', 'dsl.redeverde.example'],
  ['198.19.192.0', 19, 'NG', 'mob.lagoslink.example'],
  ['198.19.224.0', 19, 'US', 'cable.prairienet.example'],
];

export interface ClientAddress {
  ip: string;
  /** Its name in DNS, as Postfix writes it. */
  host: string;
  port: number;
}

/** The country of an address in 198.18.0.0/15; null for every other one. */
export function countryOf(ip: string): string | null {
  const value = toNumber(ip);
  if (value === null) return null;
  for (const [first, length, country] of COUNTRY_BLOCKS) {
    const start = toNumber(first);
    if (start !== null && value >= start && value < start + 2 ** (32 - length)) return country;
  }
  return null;
}

/** Some address of a country that has a block in the table. */
export function clientIn(country: string, random: Random): ClientAddress {
  const blocks = COUNTRY_BLOCKS.filter((block) => block[2] === country);
  const [first, length, , network] = random.pick(blocks);
  const value = (toNumber(first) ?? 0) + random.between(1, 2 ** (32 - length) - 2);
  const ip = toText(value);
  return { ip, host: `ip-${ip.replaceAll('.', '-')}.${network}`, port: random.between(1024, 65535) };
}

function toNumber(ip: string): number | null {
  const octets = ip.split('.').map(Number);
  if (octets.length !== 4 || octets.some((octet) => !Number.isInteger(octet) || octet < 0 || octet > 255)) {
    return null;
  }
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function toText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
