// Block lists asked over real sockets: a name server of the test on loopback, node's resolver, our patience. What a list
// answers, refuses, cuts off or keeps to itself is told apart as it comes over the wire.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { liveLookups } from '@/lib/dns/lookups';
import { startNameServer, type NameServer } from '@/lib/dns/testing/name-server';
import { askPart, testList } from './ask-list';
import { questionFor } from './question';
import type { ListRules, Target } from './types';

const settings = { SAMPLE_PROVIDER: false, DNS_SERVERS: [] as string[] };
vi.mock('@/lib/env', () => ({ env: () => settings }));

const zone = 'bl.example';
const rules: ListRules = {
  zone,
  subjects: ['ipv4', 'ipv6'],
  codes: [
    { code: '127.0.0.2', kind: 'listed', meaning: 'SBL' },
    { code: '127.0.0.10', kind: 'harmless', meaning: 'PBL' },
  ],
  isBitmask: false,
  testDomain: null,
};
let server: NameServer;

async function start(withTcp = false): Promise<void> {
  server = await startNameServer({ withTcp });
  settings.DNS_SERVERS = [server.address];
  server.records.set(`2.0.0.127.${zone}`, { a: ['127.0.0.2'] });
  server.records.set(questionFor('ipv6', '::ffff:7f00:2', zone), { a: ['127.0.0.2'] });
}
beforeEach(() => start());
afterEach(() => {
  server.close();
});

const v4: Target = { kind: 'ipv4', subject: '192.0.2.99', host: null };
const v6: Target = { kind: 'ipv6', subject: '2001:db8:1:2:3:4:567:89ab', host: null };
const ask = (targets: Target[], now = Date.now) =>
  askPart(liveLookups(), rules, targets, { at: Infinity, now });
const at = (target: Target) => questionFor(target.kind, target.subject, zone);

describe('a list is believed', () => {
  it('once it lists its test entries of both kinds and leaves the other two alone', async () => {
    expect(await testList(liveLookups(), rules)).toEqual({ state: 'answers', detail: null });
    expect(server.asked).toEqual([
      `2.0.0.127.${zone}`,
      `1.0.0.127.${zone}`,
      at({ ...v6, subject: '::ffff:7f00:2' }),
      at({ ...v6, subject: '::ffff:7f00:1' }),
    ]);
  });

  it.each<[string, Record<string, string[]>, object]>([
    [
      'not where it lists the whole world',
      { [`1.0.0.127.${zone}`]: ['127.0.0.2'] },
      { state: 'broken', detail: { code: 'test-listed', value: '127.0.0.1' } },
    ],
    [
      'not where it answers from a parked domain',
      { [`2.0.0.127.${zone}`]: ['203.0.113.80'] },
      { state: 'broken', detail: { code: 'foreign', value: '203.0.113.80' } },
    ],
    [
      'not where it does not let our resolver ask',
      { [`2.0.0.127.${zone}`]: ['127.255.255.254'] },
      { state: 'refuses', detail: { code: 'refused', value: '127.255.255.254' } },
    ],
  ])('%s', async (_, records, belief) => {
    for (const [name, a] of Object.entries(records)) server.records.set(name, { a });
    expect(await testList(liveLookups(), rules)).toEqual(belief);
  });

  it('not where it has no entry for IPv6', async () => {
    server.records.delete(questionFor('ipv6', '::ffff:7f00:2', zone));
    expect(await testList(liveLookups(), rules)).toMatchObject({
      state: 'broken',
      detail: { code: 'test-missing', value: '::ffff:7f00:2' },
    });
    const ipv4: ListRules = { ...rules, subjects: ['ipv4'] };
    expect(await testList(liveLookups(), ipv4)).toMatchObject({ state: 'answers' });
  });

  it.each(['servfail', 'refused'] as const)('not where its name server says %s', async (fails) => {
    server.records.set(`2.0.0.127.${zone}`, { fails });
    expect(await testList(liveLookups(), rules)).toMatchObject({
      state: 'silent',
      detail: { code: 'no-answer' },
    });
  });

  it('not where nobody answers, and nobody waits for long', async () => {
    server.records.set(`2.0.0.127.${zone}`, { fails: 'silent' });
    const began = Date.now();
    expect(await testList(liveLookups(), rules)).toMatchObject({
      state: 'silent',
      detail: { value: 'ETIMEOUT' },
    });
    expect(Date.now() - began).toBeLessThan(12_000);
  }, 20_000);
});

describe('an address', () => {
  it('is listed with codes and reason, by octets or nibbles in reverse', async () => {
    server.records.set(`99.2.0.192.${zone}`, { a: ['127.0.0.2', '127.0.0.10'], txt: ['seen in traps'] });
    server.records.set(`b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2.${zone}`, {
      a: ['127.0.0.2'],
    });
    const { findings, doubt } = await ask([v4, v6]);
    expect(doubt).toBeNull();
    expect(findings.map(({ answer }) => answer)).toEqual([
      { kind: 'listed', codes: ['127.0.0.2'], reason: 'seen in traps' },
      { kind: 'listed', codes: ['127.0.0.2'], reason: null },
    ]);
  });

  it('is clear where there is no such name, no address under it, or a note that is no blame', async () => {
    const noData: Target = { ...v4, subject: '192.0.2.100' };
    const noted: Target = { ...v4, subject: '192.0.2.101' };
    server.records.set(at(noData), { txt: ['x'] });
    server.records.set(at(noted), { a: ['127.0.0.10'] });
    const { findings } = await ask([v4, v6, noData, noted]);
    expect(findings.map(({ answer }) => answer.kind)).toEqual(['clear', 'clear', 'clear', 'clear']);
  });

  it('of which nobody could say anything is neither', async () => {
    server.records.set(at(v4), { fails: 'servfail' });
    server.records.set(at(v6), { fails: 'refused' });
    const { findings, doubt } = await ask([v4, v6]);
    expect(doubt).toBeNull();
    expect(findings.map(({ answer }) => answer.kind)).toEqual(['unknown', 'unknown']);
  });

  it.each(['127.255.255.252', '127.255.255.254', '127.255.255.255', '127.0.0.1'])(
    'is not listed by %s: the list answers us no more',
    async (code) => {
      server.records.set(at(v6), { a: [code] });
      expect(await ask([v4, v6])).toEqual({
        findings: [],
        doubt: { state: 'refuses', detail: { code: 'refused', value: code } },
      });
    },
  );
});

describe('an answer that is cut off', () => {
  it('is asked for again over TCP', async () => {
    server.close();
    await start(true);
    server.records.set(at(v4), { a: ['127.0.0.2'], isTruncated: true });
    const { findings } = await ask([v4]);
    expect(findings[0]?.answer).toMatchObject({ kind: 'listed', codes: ['127.0.0.2'] });
    expect(server.byTcp).toBeGreaterThan(0);
  });

  it('says nothing where nobody answers over TCP', async () => {
    server.records.set(at(v4), { a: ['127.0.0.2'], isTruncated: true });
    const { findings } = await ask([v4]);
    expect(findings[0]?.answer).toEqual({ kind: 'unknown' });
  });
});
