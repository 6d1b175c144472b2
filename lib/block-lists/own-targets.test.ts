// What is looked up: in which order, within which bounds, and how its lines are read.

import { describe, expect, it } from 'vitest';
import { parseRange } from '@/lib/attribution/ranges';
import { defaultScope, ownTargets, readExtra, type OwnThings } from './own-targets';

const range = (text: string) => {
  const parsed = parseRange(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};
const things = (more: Partial<OwnThings> = {}): OwnThings => ({
  hosts: [{ name: 'mail1.example.net', addresses: ['192.0.2.11', '2001:db8::11'] }],
  ranges: [range('192.0.2.8/30'), range('198.51.100.0/24'), range('2001:db8:1::/126')],
  domains: ['example.net', 'example.org'],
  ...more,
});

describe('own targets', () => {
  it('begin with mail servers, then what is named, then ranges, each address once', () => {
    const extra = [{ subject: '203.0.113.5', host: 'mail9.example.net' }];
    const { targets } = ownTargets(things(), { ...defaultScope, largestRange: 4, extra });
    expect(targets.map(({ subject, host }) => [subject, host])).toEqual([
      ['192.0.2.11', 'mail1.example.net'],
      ['2001:db8::11', 'mail1.example.net'],
      ['203.0.113.5', 'mail9.example.net'],
      ['192.0.2.8', null],
      ['192.0.2.9', null],
      ['192.0.2.10', null],
      ['2001:db8:1::', null],
      ['2001:db8:1::1', null],
      ['2001:db8:1::2', null],
      ['2001:db8:1::3', null],
      ['example.net', null],
      ['example.org', null],
    ]);
  });

  it('have one address of each /64 of an IPv6 range, unless one of it is looked up already', () => {
    const of = (text: string, largestRange = 256) =>
      ownTargets(things({ ranges: [range(text)], domains: [] }), { ...defaultScope, largestRange });
    const added = (text: string, largestRange?: number) =>
      of(text, largestRange)
        .targets.slice(2)
        .map(({ kind, subject }) => `${kind} ${subject}`);
    expect(added('2001:db8:1::/64')).toEqual(['ipv6 2001:db8:1::']);
    expect(added('2001:db8:1::/62')).toEqual([
      'ipv6 2001:db8:1::',
      'ipv6 2001:db8:1:1::',
      'ipv6 2001:db8:1:2::',
      'ipv6 2001:db8:1:3::',
    ]);
    // mail1.example.net is 2001:db8::11.
    expect(added('2001:db8::/63')).toEqual(['ipv6 2001:db8:0:1::']);
    expect(added('2001:db8:1::5-2001:db8:1:1::9')).toEqual(['ipv6 2001:db8:1::5', 'ipv6 2001:db8:1:1::']);
    expect(added('2001:db8:1::/56')).toHaveLength(256);
    expect(of('2001:db8:1::/55')).toMatchObject({ left: { ranges: 1 } });
    expect(of('2001:db8:1::/62', 3)).toMatchObject({ left: { ranges: 1 } });
    expect(of('::/0')).toMatchObject({ left: { ranges: 1 } });
  });

  it('say what the bounds left out, and never walk through a range that is too large', () => {
    const scope = { ...defaultScope, maxAddresses: 3, maxDomains: 1 };
    const { targets, left } = ownTargets(
      things({ ranges: [range('2001:db8::/32'), range('192.0.2.0/30')] }),
      scope,
    );
    expect(targets).toHaveLength(4);
    expect(left).toEqual({ ranges: 1, addresses: 3, domains: 1 });
  });
});

describe('lines of further targets', () => {
  it('are an address or a domain, perhaps with its server', () => {
    expect(readExtra('192.0.2.7 Mail7.example.net\n\n 2001:DB8:0::7 \nExample.ORG')).toEqual({
      ok: true,
      extra: [
        { subject: '192.0.2.7', host: 'mail7.example.net' },
        { subject: '2001:db8::7', host: null },
        { subject: 'example.org', host: null },
      ],
    });
  });

  it.each(['192.0.2.0/24', 'localhost', '192.0.2.7 a b', '192.0.2.7 ..'])('refuse %j', (line) => {
    expect(readExtra(line)).toEqual({ ok: false, code: 'not-a-subject' });
  });
});
