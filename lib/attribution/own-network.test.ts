import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalName } from '@/lib/mime/domain-names';
import { setHoldsName } from './names';
import { buildOwnNetwork, checkOwnResource } from './own-network';
import { ipInRanges, isInternalIp, parseRange } from './ranges';
import type { OwnResourceKind } from './types';

describe('ranges', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.0', true],
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.0/24', '192.0.3.0', false],
    ['192.0.2.0/24', '192.0.1.255', false],
    ['192.0.2.77/24', '192.0.2.1', true],
    ['192.0.2.8', '192.0.2.8', true],
    ['192.0.2.8', '192.0.2.9', false],
    ['192.0.2.10-192.0.2.20', '192.0.2.20', true],
    ['192.0.2.10-192.0.2.20', '192.0.2.21', false],
    ['2001:db8::/32', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['2001:db8::/32', '192.0.2.1', false],
    ['192.0.2.0/24', '::ffff:192.0.2.5', true],
    ['192.0.2.0/24', '::c000:205', false],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['192.0.2.0/24', 'mail.example.com', false],
  ])('%s and %s: %s', (range, ip, expected) => {
    const parsed = parseRange(range);
    expect(parsed).not.toBeNull();
    expect(ipInRanges(ip, parsed === null ? [] : [parsed])).toBe(expected);
  });

  it.each([
    '',
    '192.0.2.0/33',
    '192.0.2.0/-1',
    '192.0.2/24',
    '2001:db8::/129',
    '192.0.2.9-192.0.2.1',
    '192.0.2.1-2001:db8::1',
    'x/8',
    '192.0.2.0/',
  ])('%j is no range', (text) => {
    expect(parseRange(text)).toBeNull();
  });

  it('every address lies in every network that its first bits name, and in no other of that length', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (a, b, bits) => {
        const network = parseRange(`${a}/${bits}`);
        const number = (ip: string): number =>
          ip.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
        const size = 2 ** (32 - bits);
        const isSame = Math.floor(number(a) / size) === Math.floor(number(b) / size);
        expect(network !== null && ipInRanges(a, [network])).toBe(true);
        expect(network !== null && ipInRanges(b, [network])).toBe(isSame);
      }),
    );
  });

  it('loopback and private addresses are internal', () => {
    expect(['127.0.0.1', '::1', '10.9.8.7', '172.31.0.1', '192.168.1.1', 'fd00::1'].every(isInternalIp)).toBe(
      true,
    );
    expect(['172.32.0.1', '192.0.2.1', '2001:db8::1'].some(isInternalIp)).toBe(false);
  });
});

describe('names', () => {
  it.each([
    ['Example.COM.', 'example.com'],
    ['müller.example', 'xn--mller-kva.example'],
    ['a_b.example.com', 'a_b.example.com'],
    ['192.0.2.1', null],
    ['a..example', null],
    ['user@example.com', null],
    ['exa mple.com', null],
    ['', null],
    ['-a.example', null],
    [`${'a'.repeat(64)}.example`, null],
  ])('%j is %j', (text, expected) => {
    expect(normalName(text)).toBe(expected);
  });

  it('a leading dot means all names below, not the name itself', () => {
    const names = new Set(['.example.com', 'example.net']);
    expect(
      ['a.example.com', 'b.a.example.com', 'example.net'].every((name) => setHoldsName(names, name)),
    ).toBe(true);
    expect(['example.com', 'notexample.com', 'a.example.net'].some((name) => setHoldsName(names, name))).toBe(
      false,
    );
  });
});

describe('checkOwnResource', () => {
  const cases: [OwnResourceKind, string, string][] = [
    ['domain', ' Kunde.Example ', 'ok kunde.example'],
    ['domain', '.kunde.example', 'ok .kunde.example'],
    ['domain', 'example', 'not-a-domain'],
    ['domain', 'https://kunde.example/', 'not-a-domain'],
    ['domain', '', 'empty'],
    ['host', 'mail1', 'ok mail1'],
    ['host', '192.0.2.1', 'not-a-host'],
    ['range', ' 192.0.2.0/24 ', 'ok 192.0.2.0/24'],
    ['range', '2001:DB8::/32', 'ok 2001:db8::/32'],
    ['range', '0.0.0.0/0', 'range-too-wide'],
    ['range', '::/8', 'range-too-wide'],
    ['range', '192.0.2.300', 'not-a-range'],
    ['sender-header', 'X-Authenticated-Sender:', 'ok x-authenticated-sender'],
    ['sender-header', 'X Sender', 'not-a-header'],
  ];
  it.each(cases)('%s %j: %s', (kind, value, expected) => {
    const checked = checkOwnResource(kind, value);
    expect(checked.ok ? `ok ${checked.value}` : checked.code).toBe(expected);
  });

  it('what passed the check is what the network holds', () => {
    const network = buildOwnNetwork([
      { kind: 'domain', value: 'Müller.example' },
      { kind: 'host', value: '.mail.example.com' },
      { kind: 'range', value: '198.51.100.0/24' },
      { kind: 'range', value: 'nonsense' },
      { kind: 'sender-header', value: 'X-Sender-Id' },
    ]);
    expect([...network.hostedDomains]).toEqual(['xn--mller-kva.example']);
    expect([...network.hostNames]).toEqual(['.mail.example.com']);
    expect(network.ranges).toHaveLength(1);
    expect(network.senderHeaders).toEqual(['x-sender-id']);
  });
});
