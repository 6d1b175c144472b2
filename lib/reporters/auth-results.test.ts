// Authentication-Results as servers write them, and as a sender would like them to be read (RFC 8601 §2.2, §7.1).

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseAuthResults, propertyOf } from './auth-results';

describe('parseAuthResults', () => {
  it('reads methods, results, versions, reasons, comments and properties', () => {
    const value =
      'MX.example.com 1; dkim/1=pass (2048-bit key; good) reason="ok; really" header.d=example.net header.i=@news.example.net header.b="Pr=s"; spf=pass (sender ok) smtp.mailfrom=prvs=12ab=b@example.net; dmarc=none';
    expect(parseAuthResults(value)).toEqual({
      authservId: 'mx.example.com',
      results: [
        {
          method: 'dkim',
          result: 'pass',
          properties: [
            { ptype: 'header', property: 'd', value: 'example.net' },
            { ptype: 'header', property: 'i', value: '@news.example.net' },
            { ptype: 'header', property: 'b', value: 'Pr=s' },
          ],
        },
        {
          method: 'spf',
          result: 'pass',
          properties: [{ ptype: 'smtp', property: 'mailfrom', value: 'prvs=12ab=b@example.net' }],
        },
        { method: 'dmarc', result: 'none', properties: [] },
      ],
    });
  });

  it('reads "none" as no result', () => {
    expect(parseAuthResults('mx.example.com; none')).toEqual({ authservId: 'mx.example.com', results: [] });
  });

  it('keeps what a sender wrote into an address inside that address', () => {
    const value =
      'mx.example.com; spf=fail smtp.mailfrom="x; dkim=pass header.d=loop.example"@evil.example; dkim=none';
    const parsed = parseAuthResults(value);
    expect(parsed?.results.map(({ method, result }) => `${method}=${result}`)).toEqual([
      'spf=fail',
      'dkim=none',
    ]);
    const first = parsed?.results[0];
    expect(first && propertyOf(first, 'smtp', 'mailfrom')).toBe(
      'x; dkim=pass header.d=loop.example@evil.example',
    );
  });

  it.each([
    ['an open quote', 'mx.example.com; spf=fail smtp.mailfrom="x; dkim=pass header.d=loop.example'],
    ['an open comment', 'mx.example.com; dkim=fail (x; spf=pass smtp.mailfrom=loop.example'],
    ['no authserv-id', 'dkim=pass header.d=loop.example'],
    ['free text', 'mta.example.com  from=example.org; dkim=pass (ok)'],
    ['nothing', ''],
  ])('refuses %s', (_, value) => {
    expect(parseAuthResults(value)).toBeNull();
  });

  it('never throws', () => {
    const alphabet = fc.constantFrom(
      'mx ',
      ';',
      '=',
      '"',
      '(',
      ')',
      '\\',
      'dkim=pass ',
      'header.d=',
      'x',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 200 }), (parts) => void parseAuthResults(parts.join(''))),
    );
  });

  it.each(['(', '=', ';', 'a=b ', 'a=', '"', '()', 'x', '\\', '"a"b '])(
    'looks at each sign a few times at most, however many “%s” follow each other',
    (part) => {
      const looks = vi.spyOn(String.prototype, 'charAt');
      try {
        for (const length of [1_000, 64_000]) {
          looks.mockClear();
          const value = `mx;${part.repeat(length / part.length)}`;
          parseAuthResults(value);
          const count = looks.mock.calls.length;
          expect(count / value.length).toBeGreaterThan(0.5);
          expect(count / value.length).toBeLessThan(4);
        }
      } finally {
        looks.mockRestore();
      }
    },
  );
});
