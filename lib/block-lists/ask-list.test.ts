// A list against a name server of the test on loopback, through the resolver that is used outside: when it is believed,
// and what it says then.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { liveLookups, type Lookups } from '@/lib/dns/lookups';
import { DnsFailure } from '@/lib/dns/resolver';
import { startNameServer, type NameServer } from '@/lib/dns/testing/name-server';
import { askPart, testList } from './ask-list';
import { questionFor } from './question';
import type { ListRules, Target } from './types';

const settings = { SAMPLE_PROVIDER: false, DNS_SERVERS: [] as string[] };
vi.mock('@/lib/env', () => ({ env: () => settings }));

const zone = 'bl.example';
const rules: ListRules = { zone, subjects: ['ipv4'], codes: [], isBitmask: false, testDomain: null };
const target = (last: number): Target => ({ kind: 'ipv4', subject: `192.0.2.${last}`, host: null });
const forever = { at: Number.POSITIVE_INFINITY, now: () => 0 };

let server: NameServer;
const list = (name: string, ...a: string[]) => server.records.set(`${name}.${zone}`, { a });

beforeEach(async () => {
  server = await startNameServer();
  settings.DNS_SERVERS = [server.address];
  list('2.0.0.127', '127.0.0.2');
});
afterEach(() => server.close());

/** As if no answer came to these names. */
const without = (...names: string[]): Lookups => ({
  ...liveLookups(),
  a: (name) => (names.includes(name) ? Promise.reject(new DnsFailure('ETIMEOUT')) : liveLookups().a(name)),
});

describe('a list is believed', () => {
  it('where it lists what it must and not what it must not', async () => {
    expect(await testList(liveLookups(), rules)).toEqual({ state: 'answers', detail: null });
    expect(server.asked).toEqual([`2.0.0.127.${zone}`, `1.0.0.127.${zone}`]);
  });

  it('also for IPv6 and domains only by their own test points', async () => {
    const all: ListRules = { ...rules, subjects: ['ipv4', 'ipv6', 'domain'] };
    expect(await testList(liveLookups(), all)).toMatchObject({
      state: 'broken',
      detail: { code: 'test-missing', value: '::ffff:7f00:2' },
    });
    list(`2.0.0.0.0.0.f.7.f.f.f.f${'.0'.repeat(20)}`, '127.0.0.2');
    expect(await testList(liveLookups(), all)).toMatchObject({ detail: { value: 'test' } });
    list('test', '127.0.1.2');
    expect(await testList(liveLookups(), all)).toMatchObject({ state: 'answers' });
    list('invalid', '127.0.1.2');
    expect(await testList(liveLookups(), all)).toMatchObject({
      state: 'broken',
      detail: { code: 'test-listed', value: 'invalid' },
    });
  });

  it.each([
    ['an empty zone', () => server.records.clear(), 'broken', 'test-missing'],
    ['a list of the whole world', () => list('1.0.0.127', '127.0.0.2'), 'broken', 'test-listed'],
    ['a resolver that invents answers', () => list('1.0.0.127', '203.0.113.80'), 'broken', 'foreign'],
    ['a parked domain', () => list('2.0.0.127', '203.0.113.80'), 'broken', 'foreign'],
    ['a refusal', () => list('2.0.0.127', '127.255.255.254'), 'refuses', 'refused'],
  ])('not with %s', async (_, arrange, state, code) => {
    arrange();
    expect(await testList(liveLookups(), rules)).toMatchObject({ state, detail: { code } });
  });

  it('not where nobody answers', async () => {
    const belief = await testList(without(`2.0.0.127.${zone}`), rules);
    expect(belief).toEqual({ state: 'silent', detail: { code: 'no-answer', value: 'ETIMEOUT' } });
  });
});

describe('a part of a round', () => {
  it('finds what is listed, with the reason as text', async () => {
    server.records.set(`9.2.0.192.${zone}`, {
      a: ['127.0.0.4'],
      txt: ['Spam seen\u0007 https://bl.example/'],
    });
    const { findings, doubt } = await askPart(liveLookups(), rules, [target(8), target(9)], forever);
    expect(doubt).toBeNull();
    expect(findings.map(({ answer }) => answer)).toEqual([
      { kind: 'clear' },
      { kind: 'listed', codes: ['127.0.0.4'], reason: 'Spam seen  https://bl.example/' },
    ]);
  });

  it('is worth nothing where the list begins to refuse, or to list everything', async () => {
    list('9.2.0.192', '127.0.0.2');
    list('10.2.0.192', '127.255.255.255');
    const targets = [target(9), target(10)];
    expect(await askPart(liveLookups(), rules, targets, forever)).toMatchObject({
      findings: [],
      doubt: { state: 'refuses', detail: { value: '127.255.255.255' } },
    });
    server.records.delete(`10.2.0.192.${zone}`);
    list('1.0.0.127', '127.0.0.2');
    expect(await askPart(liveLookups(), rules, targets, forever)).toMatchObject({
      findings: [],
      doubt: { state: 'broken' },
    });
  });

  it('says nothing of a question without an answer', async () => {
    const lookups = without(`9.2.0.192.${zone}`);
    const { findings } = await askPart(lookups, rules, [target(9), target(10)], forever);
    expect(findings.map(({ answer }) => answer.kind)).toEqual(['unknown', 'clear']);
  });

  it('leaves a list alone that has fallen silent', async () => {
    const targets = [1, 2, 3, 4, 5].map(target);
    const silent = without(...targets.map(({ subject }) => questionFor('ipv4', subject, zone)));
    expect(await askPart(silent, rules, targets, forever)).toMatchObject({
      findings: [],
      doubt: { state: 'silent' },
    });
  });

  it('ends when its time is over', async () => {
    const targets = Array.from({ length: 12 }, (_, at) => target(at + 1));
    let now = 0;
    const { findings } = await askPart(liveLookups(), rules, targets, { at: 2, now: () => now++ });
    expect(findings).toHaveLength(8);
  });
});
