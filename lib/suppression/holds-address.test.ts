// An address is found however it is dressed up; what programs use as ids passes.

import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsAddress } from './holds-address';

const address = 'erika.muster@example.org';
const base32 = 'MVZGS23BFZWXK43UMVZEAZLYMFWXA3DFFZXXEZY=';
const hex = Buffer.from(address).toString('hex');
const base64 = Buffer.from(address).toString('base64');
const rot13 = address.replaceAll(/[a-z]/g, (letter) =>
  String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97),
);

describe('an address is found', () => {
  it.each([
    ['as it is', address],
    ['with something around it', `id-4711-${address}-x`],
    ['in capitals', address.toUpperCase()],
    ['percent-encoded', encodeURIComponent(address)],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(address))],
    ['percent-encoded whole', [...address].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')],
    ['in quoted-printable', address.replace('@', '=40')],
    ['in HTML', address.replace('@', '&#64;')],
    ['in HTML by number', address.replace('@', '&#x40;')],
    ['in base64', base64],
    ['in base64url without padding', Buffer.from(address).toString('base64url')],
    ['in base64 behind a mark', `u2${base64}`],
    ['in base64 of base64', Buffer.from(base64).toString('base64')],
    ['in base64, percent-encoded', encodeURIComponent(base64)],
    ['in hexadecimal', hex],
    ['in hexadecimal capitals', hex.toUpperCase()],
    ['in base32', base32],
    ['in ROT13', rot13],
    ['backwards', [...address].reverse().join('')],
    ['in VERP', 'brief-erika.muster=example.org'],
    ['in SRS', 'SRS0=h=t=example.org=erika.muster'],
    ['with (at)', 'erika.muster(at)example.org'],
    ['with _at_', 'erika.muster_at_example.org'],
  ])('%s', (_, text) => {
    expect(holdsAddress(text)).toBe(true);
  });

  it.each([
    ['its local part', 'kunde-erika.muster-2026'],
    ['its local part without the dot', 'erikamuster7'],
    ['its local part in base64', Buffer.from('erika.muster').toString('base64')],
    ['its MD5', createHash('md5').update(address).digest('hex')],
    ['its SHA-256 in capitals', createHash('sha256').update(address).digest('hex').toUpperCase()],
    ['its SHA-1 in base64', createHash('sha1').update(address).digest('base64')],
  ])('by %s, where it is known', (_, text) => {
    expect(holdsAddress(text, [address])).toBe(true);
  });

  it('whose local part is short, where that stands alone', () => {
    expect(holdsAddress('a-jo-77', ['jo@example.org'])).toBe(true);
    expect(holdsAddress('major77', ['jo@example.org'])).toBe(false);
  });
});

describe('an id passes', () => {
  it.each(['4711', 'ab-12', 'SUB000123', '0001-998', 'at77', 'format-2026.1', 'kampagne=12'])('%s', (id) => {
    expect(holdsAddress(id, [address])).toBe(false);
  });

  it('that is random: hardly any is lost', () => {
    const ids = Array.from({ length: 400 }, (_, i) => {
      const digest = createHash('sha512').update(String(i)).digest();
      return [randomUUID(), digest.toString('hex').slice(0, 64), digest.toString('base64url').slice(0, 43)][
        i % 3
      ]!;
    });
    expect(ids.filter((id) => holdsAddress(id, [address]))).toEqual([]);
  });

  it('and nothing that a stranger writes takes long or throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 128 }), fc.emailAddress(), (text, mail) => {
        holdsAddress(text, [mail]);
        expect(holdsAddress(`${text} ${mail}`, [mail])).toBe(true);
        expect(holdsAddress(Buffer.from(mail).toString('base64url'), [mail])).toBe(true);
      }),
      { numRuns: 300 },
    );
    const begun = performance.now();
    holdsAddress('%'.repeat(128));
    holdsAddress('=40'.repeat(43));
    holdsAddress('a@'.repeat(64), [address]);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
