// The names that RFC 5782 has lists asked by.

import { expect, it } from 'vitest';
import { questionFor, testPoints } from './question';

it('turns the octets of an IPv4 address round', () => {
  expect(questionFor('ipv4', '192.0.2.99', 'bad.example.com')).toBe('99.2.0.192.bad.example.com');
});

it.each([
  ['2001:db8:1:2:3:4:567:89ab', 'b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2'],
  ['2001:db8::1', '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2'],
  ['2001:db8::', '0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2'],
  ['::ffff:7f00:2', '2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0'],
])('turns the nibbles of %s round, all 32 of them', (address, nibbles) => {
  expect(questionFor('ipv6', address, 'bad.example.com')).toBe(`${nibbles}.bad.example.com`);
});

it('asks for a domain as it is', () => {
  expect(questionFor('domain', 'example.net', 'bad.example.com')).toBe('example.net.bad.example.com');
});

it('has the test points of RFC 5782, section 5, and a list’s own for domains', () => {
  expect(testPoints(['ipv4', 'ipv6', 'domain'], null)).toEqual([
    { kind: 'ipv4', listed: '127.0.0.2', unlisted: '127.0.0.1' },
    { kind: 'ipv6', listed: '::ffff:7f00:2', unlisted: '::ffff:7f00:1' },
    { kind: 'domain', listed: 'test', unlisted: 'invalid' },
  ]);
  expect(testPoints(['domain'], 'known.example')[0]?.listed).toBe('known.example');
});
