// IP addresses in the forms of reports, to canonical text (RFC 5952).

import fc from 'fast-check';
import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';

import { canonicalIp } from './ip-addresses';

describe('canonicalIp', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    [' 192.0.2.7 (host.example (really)) ', '192.0.2.7'],
    ['[192.0.2.7]', '192.0.2.7'],
    ['IPv6:2001:DB8::1', '2001:db8::1'],
    ['[IPv6:2001:db8:0:0:0:0:0:1]', '2001:db8::1'],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['64:ff9b::192.0.2.7', '64:ff9b::c000:207'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%s', (text, canonical) => expect(canonicalIp(text)).toBe(canonical));

  it.each([
    '',
    'x.x.x.x',
    '192.0.2',
    '192.0.2.256',
    '192.0.02.7',
    '1:2:3',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    ':::',
    'g::1',
    '1:2:3:4:5:6:7:8::',
    'unknown',
    '192.0.2.7, 192.0.2.8',
  ])('%j is no address', (text) => expect(canonicalIp(text)).toBeNull());

  it('reads every address that the platform knows, and says it the same way twice', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const canonical = canonicalIp(text);
        expect(canonical).not.toBeNull();
        expect(isIP(canonical ?? '')).toBeGreaterThan(0);
        expect(canonicalIp(canonical ?? '')).toBe(canonical);
      }),
    );
  });
});
