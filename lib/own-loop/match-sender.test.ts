// Whose mail it is: only by what is proved.

import { expect, it } from 'vitest';
import { matchSender } from './match-sender';

const senders = [
  { subscriberId: 1, domains: ['example.com'], ranges: ['192.0.2.0/24'] },
  { subscriberId: 2, domains: ['news.example.net'], ranges: [] },
  { subscriberId: 3, domains: [], ranges: ['192.0.2.128/25', '2001:db8::/48'] },
];
const match = (dkimDomains: string[], clientIp: string | null) =>
  matchSender({ dkimDomains, clientIp }, senders).map(({ subscriberId, by }) => `${subscriberId} ${by}`);

it.each([
  ['the domain itself', ['example.com'], null, ['1 dkim']],
  ['a domain below it', ['mail.example.com'], null, ['1 dkim']],
  ['a domain above it', ['example.net'], null, []],
  ['a domain that only ends alike', ['notexample.com'], null, []],
  ['an address', [], '192.0.2.7', ['1 address']],
  ['an address of two', [], '192.0.2.200', ['1 address', '3 address']],
  ['an address of IPv6', [], '2001:db8::7', ['3 address']],
  ['a signature before the address', ['example.com'], '192.0.2.7', ['1 dkim']],
  ['nobody', ['example.org'], '198.51.100.1', []],
  ['no address', [], 'mail.example.com', []],
])('tells %s', (_, domains, ip, found) => expect(match(domains, ip)).toEqual(found));
