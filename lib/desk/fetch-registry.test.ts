// Registries that redirect, as servers of the test on loopback: each step goes over a real connection, and is judged by the
// addresses that its name has. TLS alone is left out: a step to https://NAME reaches the test's server over plain HTTP.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Exchange } from '@/lib/directory/http/exchange';
import { pinAddress } from '@/lib/directory/http/reach';
import { fetchRegistry, type FetchOptions } from './fetch-registry';
import { findContact } from '@/lib/abuse-contact/find-contact';

/** What names lead to. Addresses for documentation count as public. */
const addresses: Record<string, string> = {
  'data.example': '192.0.2.1',
  'arin.example': '192.0.2.2',
  'ripe.example': '198.51.100.2',
  'country.example': '203.0.113.2',
  'inside.example': '10.1.2.3',
  'loop.example': '127.0.0.1',
};
type Answer = [status: number, location: string | null, body?: string];
let answers = new Map<string, Answer>();
let asked: string[] = [];
let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    const key = `${request.headers.host ?? ''}${request.url ?? ''}`;
    asked.push(key);
    const [status, location, body = ''] = answers.get(key) ?? [404, null];
    response.writeHead(status, location === null ? {} : { location });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  answers = new Map();
  asked = [];
});

const connect: FetchOptions['connect'] = async (url, allowedHosts) => {
  await pinAddress(url, allowedHosts, (host) => {
    const address = addresses[host];
    if (address === undefined) return Promise.reject(Object.assign(new Error(host), { code: 'ENOTFOUND' }));
    return Promise.resolve([{ address, family: 4 }]);
  });
  const plain = new URL(`http://${url.hostname}:${port}${url.pathname}${url.search}`);
  const exchange = new Exchange(plain, { address: '127.0.0.1', family: 4, isPublic: false }, '');
  return {
    ask: (question, signal) =>
      exchange.ask({ ...question, url: plain, headers: { ...question.headers, host: url.hostname } }, signal),
    close: () => exchange.close(),
  };
};
const fetched = (url: string, allowedHosts: string[] = []) => fetchRegistry(url, { allowedHosts, connect });
const codeOf = (url: string, allowedHosts: string[] = []) =>
  fetched(url, allowedHosts).then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  );
const start = 'https://arin.example/ip/198.51.100.7';

describe('a redirect of a registry', () => {
  it.each([301, 302, 303, 307, 308])('%d is followed to whoever knows', async (status) => {
    answers.set('arin.example/ip/198.51.100.7', [status, 'https://ripe.example/rdap/ip/198.51.100.7?x=1']);
    answers.set('ripe.example/rdap/ip/198.51.100.7?x=1', [200, null, '{"ok":true}']);
    expect(await fetched(start)).toEqual({ ok: true });
    expect(asked).toEqual(['arin.example/ip/198.51.100.7', 'ripe.example/rdap/ip/198.51.100.7?x=1']);
  });

  it('may be relative, and may be one of several', async () => {
    answers.set('arin.example/ip/198.51.100.7', [302, '/v2/ip']);
    answers.set('arin.example/v2/ip', [301, 'https://ripe.example/ip']);
    answers.set('ripe.example/ip', [307, 'https://country.example/ip']);
    answers.set('country.example/ip', [200, null, '[]']);
    expect(await fetched(start)).toEqual([]);
  });

  it('leads nowhere but over https', async () => {
    for (const location of ['http://ripe.example/ip', 'ftp://ripe.example/', 'file:///etc/passwd']) {
      answers.set('arin.example/ip/198.51.100.7', [301, location]);
      expect(await codeOf(start), location).toBe('not-https');
    }
    expect(new Set(asked)).toEqual(new Set(['arin.example/ip/198.51.100.7']));
    expect(await codeOf('http://arin.example/ip/198.51.100.7')).toBe('not-https');
  });

  it.each([
    'https://inside.example/ip',
    'https://loop.example/ip',
    'https://127.0.0.1/ip',
    'https://169.254.169.254/latest',
    'https://[::1]/ip',
    'https://[fd00::1]/ip',
    'https://[::ffff:10.0.0.1]/ip',
    'https://0x7f000001/ip',
  ])('never leads into a network: %s', async (location) => {
    answers.set('arin.example/ip/198.51.100.7', [302, location]);
    answers.set('inside.example/ip', [200, null, '{}']);
    expect(await codeOf(start, ['inside.example', 'loop.example', '127.0.0.1'])).toBe('address-refused');
    expect(asked).toHaveLength(1);
  });

  it.each([
    null,
    '',
    'https://',
    'https://a b/',
    `https://ripe.example/${'x'.repeat(3_000)}`,
    'https://u:p@ripe.example/',
  ])('to %j is none', async (location) => {
    answers.set('arin.example/ip/198.51.100.7', [302, location]);
    expect(await codeOf(start)).toBe('bad-redirect');
  });

  it('in a circle, or without end, ends', async () => {
    answers.set('arin.example/ip/198.51.100.7', [302, 'https://ripe.example/ip']);
    answers.set('ripe.example/ip', [302, `${start}#again`]);
    expect(await codeOf(start)).toBe('redirect-loop');
    asked = [];
    for (let step = 0; step < 20; step += 1)
      answers.set(`ripe.example/${step}`, [302, `https://ripe.example/${step + 1}`]);
    expect(await codeOf('https://ripe.example/0')).toBe('too-many-redirects');
    expect(asked).toHaveLength(5);
  });
});

describe('an answer', () => {
  it('that is none says why', async () => {
    answers.set('arin.example/a', [200, null, '<html>']);
    answers.set('arin.example/b', [429, null]);
    answers.set('arin.example/c', [300, 'https://ripe.example/ip']);
    answers.set('arin.example/d', [200, null, 'x'.repeat(2 * 1_024 * 1_024 + 1)]);
    expect(await codeOf('https://arin.example/a')).toBe('no-json');
    expect(await codeOf('https://arin.example/b')).toBe('http-429');
    expect(await codeOf('https://arin.example/c')).toBe('http-300');
    expect(await codeOf('https://arin.example/d')).toBe('too-large');
    expect(await codeOf('https://arin.example/none')).toBe('http-404');
    expect(await codeOf('https://unknown.example/')).toBe('name-unknown');
  });

  it('may come from a server inside the network where the configuration names it', async () => {
    answers.set('inside.example/ipv4.json', [200, null, '{}']);
    expect(await codeOf('https://inside.example/ipv4.json')).toBe('address-refused');
    expect(await fetched('https://inside.example/ipv4.json', ['inside.example'])).toEqual({});
  });
});

it('the contact is found at the registry that another one redirects to', async () => {
  const services = [[['198.51.0.0/16'], ['https://arin.example/']]];
  answers.set('data.example/ipv4.json', [200, null, JSON.stringify({ services })]);
  answers.set('arin.example/ip/198.51.100.7', [301, 'https://ripe.example/ip/198.51.100.7']);
  const card = ['vcard', [['email', {}, 'text', 'abuse@example.net']]];
  answers.set('ripe.example/ip/198.51.100.7', [
    200,
    null,
    JSON.stringify({ entities: [{ roles: ['abuse'], vcardArray: card }] }),
  ]);
  const ask = {
    fetchJson: fetched,
    registry: (kind: string) => fetched(`https://data.example/${kind}.json`),
    resolveTxt: () => Promise.reject(new Error('not asked')),
    zone: null,
  };
  expect(await findContact({ ip: '198.51.100.7', domain: null }, ask, new Date())).toMatchObject({
    source: 'rdap',
    addresses: ['abuse@example.net'],
  });
});
