// Addresses, encoded words, parameters and encodings as headers carry them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readAddressList, readComparableAddress } from './addresses';
import { decodeEncodedWords } from './encoded-words';
import { readStructuredValue } from './parameters';
import { safeText } from './text';
import { decodeBody, encodingName } from './transfer-encoding';

describe('readAddressList', () => {
  it.each<[string, string[]]>([
    ['<a@example.com>', ['a@example.com']],
    ['a@example.com', ['a@example.com']],
    ['<>', ['']],
    ['', []],
    ['"Doe, Jane <x@y>" <jane@example.com>, b@example.com', ['jane@example.com', 'b@example.com']],
    ['Jane (the one, <c@d>) <jane@example.com>', ['jane@example.com']],
    ['Friends: a@example.com, b@example.com;', ['a@example.com', 'b@example.com']],
    ['undisclosed-recipients:;', []],
    ['<@relay.example:user@example.com>', ['user@example.com']],
    ['sha1:abc@example.com', ['sha1:abc@example.com']],
    ['user@[IPv6:2001:db8::1]', ['user@[IPv6:2001:db8::1]']],
    ['look@like.example <real@example.com>', ['real@example.com']],
    ['<open@example.com', ['open@example.com']],
    ['"a\\"b" <c@example.com>', ['c@example.com']],
  ])('%s', (text, addresses) => expect(readAddressList(text)).toEqual(addresses));

  it('compares in lower case, and only what is an address', () => {
    expect(readComparableAddress('A <B@Example.COM>')).toBe('b@example.com');
    expect(readComparableAddress('<>')).toBe('');
    expect(readComparableAddress('<Undisclosed Recipients>')).toBeNull();
    expect(readComparableAddress(null)).toBeNull();
  });
});

describe('decodeEncodedWords', () => {
  it.each([
    ['plain', 'plain'],
    ['=?utf-8?B?R3LDvMOfZQ==?=', 'Grüße'],
    ['=?ISO-8859-1?Q?Gr=FC=DFe_an?= alle', 'Grüße an alle'],
    ['=?windows-1252?q?=80?=', '€'],
    ['=?utf-8?Q?M=C3?= =?utf-8?Q?=BCller?=', 'Müller'],
    ['=?utf-8?Q?a?= =?iso-8859-1?Q?b?=', 'ab'],
    ['=?utf-8?Q?a?= x =?utf-8?Q?b?=', 'a x b'],
    ['=?utf-8*de?Q?a?=', 'a'],
    ['=?utf-7?Q?+ADw-script+AD4-?=', '=?utf-7?Q?+ADw-script+AD4-?='],
    ['=?no-such-set?Q?a?=', '=?no-such-set?Q?a?='],
    ['=?utf-8?X?a?= =?', '=?utf-8?X?a?= =?'],
    ['=?=?=?=?', '=?=?=?=?'],
  ])('%s', (written, text) => expect(decodeEncodedWords(written)).toBe(text));
});

describe('readStructuredValue', () => {
  it.each<[string, string, Record<string, string>]>([
    ['Text/Plain', 'text/plain', {}],
    ['text/plain; charset=utf-8; Charset=x', 'text/plain', { charset: 'utf-8' }],
    [
      'multipart/report; boundary="a;b c"; report-type=feedback-report',
      'multipart/report',
      { boundary: 'a;b c', 'report-type': 'feedback-report' },
    ],
    ['multipart/mixed (a; "b") ; boundary="x\\"y"', 'multipart/mixed', { boundary: 'x"y' }],
    ["a/b; name*=utf-8''Gr%C3%BC%C3%9Fe.txt", 'a/b', { name: 'Grüße.txt' }],
    ['a/b; name*0*=utf-8\'\'Gr%C3%BC; name*1="100%.txt"', 'a/b', { name: 'Grü100%.txt' }],
    ['a/b; name*0=one; name*1=two', 'a/b', { name: 'onetwo' }],
    ['a/b; boundary="open', 'a/b', { boundary: 'open' }],
    [';;;=;', '', {}],
  ])('%s', (text, value, parameters) => {
    const read = readStructuredValue(text);
    expect(read.value).toBe(value);
    expect(Object.fromEntries(read.parameters)).toEqual(parameters);
  });
});

describe('transfer encodings', () => {
  const decode = (text: string, encoding: string, max = 1_000): string =>
    decodeBody(Buffer.from(text), encoding, max).toString();

  it('decodes quoted-printable, soft breaks and damage', () => {
    expect(decode('a=3Db=\r\nc=  \nd=ZZ=', 'quoted-printable')).toBe('a=bcd=ZZ');
    expect(decode('=FC', 'quoted-printable')).toBe('\uFFFD');
  });

  it('decodes base64 with whatever stands between, only as far as asked', () => {
    expect(decode('YWJj\r\n !ZGVm', 'base64')).toBe('abcdef');
    expect(decode('YWJj\r\nZGVm', 'base64', 4)).toBe('abcd');
    expect(decode('abc', 'x-unknown')).toBe('abc');
  });

  it('knows an encoding by its name alone', () => {
    expect(encodingName('"Base64" (x)')).toBe('base64');
    expect(encodingName(' QUOTED-Printable ')).toBe('quoted-printable');
    expect(encodingName(null)).toBe('7bit');
  });

  it('restores every text that was encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (array) => {
        const bytes = Buffer.from(array);
        const quoted = [...bytes].map((b) => `=${b.toString(16).padStart(2, '0')}`).join('');
        expect(decodeBody(Buffer.from(quoted), 'quoted-printable', 999)).toEqual(bytes);
        expect(decodeBody(Buffer.from(bytes.toString('base64')), 'base64', 999)).toEqual(bytes);
      }),
    );
  });
});

describe('safeText', () => {
  it('holds no NUL and no half of a character', () => {
    expect(safeText('a\0b', 9)).toBe('a\uFFFDb');
    expect(safeText('a😀', 2)).toBe('a\uFFFD');
    expect(safeText('\uDC00😀', 9)).toBe('\uFFFD😀');
  });
});
