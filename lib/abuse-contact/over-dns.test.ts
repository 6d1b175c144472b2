// The abuse-contact zone asked over real sockets: a name server of the test on loopback, node's resolver with its cache.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { txtResolver, useTxtResolver } from '@/lib/dns/resolver';
import { startNameServer, type NameServer } from '@/lib/dns/testing/name-server';
import { findContact, type ContactAsking } from './find-contact';
import { zoneName } from './zone-name';

const settings = { SAMPLE_PROVIDER: false, DNS_SERVERS: [] as string[] };
vi.mock('@/lib/env', () => ({ env: () => settings }));

const zone = 'contacts.example';
const test = `2.0.0.127.${zone}`;
let server: NameServer;

async function start(withTcp = false): Promise<void> {
  server = await startNameServer({ withTcp });
  settings.DNS_SERVERS = [server.address];
  useTxtResolver(undefined);
  server.records.set(test, { txt: ['root@localhost', 'abuse@localhost'] });
}
beforeEach(() => start());
afterEach(() => {
  useTxtResolver(undefined);
  server.close();
});

function asked(ip: string): ReturnType<typeof findContact> {
  const ask: ContactAsking = {
    fetchJson: () => Promise.reject(new Error('not asked')),
    registry: () => Promise.resolve({ services: [] }),
    resolveTxt: txtResolver(),
    zone,
  };
  return findContact({ ip, domain: 'spam.example' }, ask, new Date());
}
/** What the zone came to, and who is named in the end. */
async function outcomeOf(ip = '198.51.100.7'): Promise<[string | undefined, string[]]> {
  const { tried, addresses } = await asked(ip);
  return [tried.find(({ source }) => source === 'dns-zone')?.code, addresses];
}
const guess = ['abuse@spam.example'];

it('names the contact of an IPv4 and of an IPv6 address', async () => {
  server.records.set(`7.100.51.198.${zone}`, { txt: ['Abuse@Example.net, second@example.net'] });
  server.records.set(zoneName('2001:db8::7', zone) ?? '', { txt: ['v6@example.net'] });
  expect(await outcomeOf()).toEqual(['found', ['abuse@example.net', 'second@example.net']]);
  expect(await outcomeOf('2001:db8::7')).toEqual(['found', ['v6@example.net']]);
  // The test point was asked once for both: answers are kept.
  expect(server.asked.filter((name) => name === test)).toHaveLength(1);
});

it('names nobody where there is no such name', async () => {
  expect(await outcomeOf()).toEqual(['nobody-named', guess]);
});

it.each<[string, Parameters<NameServer['records']['set']>[1] | null]>([
  ['is not in it', null],
  ['is answered with somebody', { txt: ['sale@parked.example'] }],
  ['has addresses alone', { a: ['127.0.0.2'] }],
  ['fails', { fails: 'servfail' }],
  ['is refused', { fails: 'refused' }],
])('is not believed where its test point %s, and is not told the address', async (_, records) => {
  server.records.set(`7.100.51.198.${zone}`, { txt: ['abuse@example.net'] });
  if (records === null) server.records.delete(test);
  else server.records.set(test, records);
  expect(await outcomeOf()).toEqual(['zone-not-working', guess]);
  expect(server.asked).not.toContain(`7.100.51.198.${zone}`);
});

it.each<[string, 'servfail' | 'refused']>([
  ['eservfail', 'servfail'],
  ['erefused', 'refused'],
])('says %s where the name server does, and the next source is asked', async (code, fails) => {
  server.records.set(`7.100.51.198.${zone}`, { fails });
  expect(await outcomeOf()).toEqual([code, guess]);
});

it('is given up where nobody answers', async () => {
  server.records.set(`7.100.51.198.${zone}`, { fails: 'silent' });
  const began = Date.now();
  expect(await outcomeOf()).toEqual(['etimeout', guess]);
  expect(Date.now() - began).toBeLessThan(12_000);
}, 20_000);

it('is read whole over TCP where the answer is too long for a datagram', async () => {
  server.close();
  await start(true);
  server.records.set(`7.100.51.198.${zone}`, { txt: ['abuse@example.net'], isTruncated: true });
  expect(await outcomeOf()).toEqual(['found', ['abuse@example.net']]);
  expect(server.byTcp).toBeGreaterThan(0);
});
