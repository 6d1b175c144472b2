// Who is responsible is asked in order, and whoever answers nonsense names nobody.

import { describe, expect, it } from 'vitest';
import { findContact, type ContactAsking } from './find-contact';
import { abuseAddressesIn, rdapBase, usableAddress } from './read-rdap';
import { zoneName } from './zone-name';

const now = new Date('2026-11-22T10:00:00Z');
const registry = {
  services: [
    [
      ['198.51.100.0/24', '198.51.0.0/16'],
      ['http://plain.example/', 'https://rdap.example/v1'],
    ],
    [['198.51.100.128/25'], ['https://near.example/']],
    [['example'], ['https://dns.example']],
  ],
};
const card = (email: string) => [
  'vcard',
  [
    ['version', {}, 'text', '4.0'],
    ['email', {}, 'text', email],
  ],
];
const answer = (email: string) => ({
  entities: [
    {
      roles: ['registrant'],
      vcardArray: card('owner@example.net'),
      entities: [{ roles: ['technical', 'abuse'], vcardArray: card(email) }],
    },
  ],
});
const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

function asking(more: Partial<ContactAsking> = {}): ContactAsking & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetchJson: (url) => {
      asked.push(url);
      return Promise.resolve(answer('Abuse@Example.net'));
    },
    registry: () => Promise.resolve(registry),
    resolveTxt: (name) => {
      asked.push(name);
      return Promise.resolve(
        name.startsWith('2.0.0.127.') ? [['root@localhost, abuse@localhost']] : [['zone@example.net']],
      );
    },
    zone: 'contacts.example',
    ...more,
  };
}
const target = { ip: '198.51.100.7', domain: 'spam.example' };

describe('a contact', () => {
  it('is the one of the registry, found among entities of entities, and believed for a week', async () => {
    const ask = asking();
    expect(await findContact(target, ask, now)).toEqual({
      source: 'rdap',
      addresses: ['abuse@example.net'],
      tried: [{ source: 'rdap', code: 'found' }],
      expiresAt: new Date('2026-11-29T10:00:00Z'),
    });
    expect(ask.asked).toEqual(['https://rdap.example/v1/ip/198.51.100.7']);
  });

  it('is the zone’s where the registry names nobody, once the test point was answered', async () => {
    const ask = asking({ fetchJson: () => Promise.resolve(answer('removed@lacnic.net')) });
    expect(await findContact(target, ask, now)).toMatchObject({
      source: 'dns-zone',
      addresses: ['zone@example.net'],
    });
    expect(ask.asked).toEqual(['2.0.0.127.contacts.example', '7.100.51.198.contacts.example']);
  });

  it('of a zone that answers its test point with anything else is not believed', async () => {
    const ask = asking({
      fetchJson: failing('ECONNREFUSED'),
      resolveTxt: () => Promise.resolve([['sale@parked.example']]),
    });
    expect(await findContact(target, ask, now)).toMatchObject({
      source: 'rfc-2142',
      addresses: ['abuse@spam.example'],
      tried: [{ code: 'econnrefused' }, { code: 'zone-not-working' }, { code: 'found' }],
    });
  });

  it('is nobody where nothing is known, and asked again within the hour', async () => {
    const ask = asking({ fetchJson: failing('ENOTFOUND'), resolveTxt: failing('ENOTFOUND') });
    const found = await findContact({ ip: '198.51.100.7', domain: null }, ask, now);
    expect(found).toMatchObject({
      source: 'none',
      addresses: [],
      expiresAt: new Date('2026-11-22T11:00:00Z'),
    });
  });
});

describe('an answer of a registry', () => {
  it.each([
    null,
    7,
    'x',
    {},
    { entities: {} },
    { entities: [null, 7, { roles: 'abuse' }, { roles: ['abuse'], vcardArray: [1, [2, ['email']]] }] },
  ])('%j names nobody', (odd) => {
    expect(abuseAddressesIn(odd)).toEqual([]);
  });

  it('without end is read to a bound', () => {
    const loop: { roles: string[]; entities: unknown[] } = { roles: ['x'], entities: [] };
    loop.entities.push(loop, loop);
    expect(abuseAddressesIn(loop)).toEqual([]);
  });

  it.each([
    'redacted@example.net',
    'no-reply@example.net',
    'xxx@example.net',
    'a b@example.net',
    'abuse@localhost',
    'abuse@example.net\r\nBcc: x@example.net',
    '',
  ])('takes %j for no address', (written) => {
    expect(usableAddress(written)).toBeNull();
  });

  it('is asked of the nearest entry, by https alone', () => {
    expect(rdapBase(registry, '198.51.100.200')).toBe('https://near.example/');
    expect(rdapBase(registry, 'a.b.example')).toBe('https://dns.example/');
    expect(rdapBase(registry, '203.0.113.1')).toBeNull();
    expect(
      rdapBase({ services: [[['203.0.113.0/24'], ['http://plain.example/']]] }, '203.0.113.1'),
    ).toBeNull();
    expect(rdapBase({ services: 'x' }, '203.0.113.1')).toBeNull();
  });
});

it('the zone is asked by the name of the address', () => {
  expect(zoneName('192.0.2.1', 'z')).toBe('1.2.0.192.z');
  expect(zoneName('2001:db8::1', 'z')).toBe(`1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.z`);
  expect(zoneName('example', 'z')).toBeNull();
});
