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
    ['=?UTF-8?b?R3LDvA==?==?utf-8?B?w59l?=', 'Grüße'],
    ['"=?utf-8?Q?M=C3=BCller,_J?=" <a@example.com>', '"Müller, J" <a@example.com>'],
    ['Re:=?utf-8?Q?a?=b', 'Re:ab'],
    ['=?utf-8?Q?Ihre Rechnung =C3=BCber 5 Euro?=', 'Ihre Rechnung über 5 Euro'],
    ['=?utf-8?Q?Wirklich? Ja??=', 'Wirklich? Ja?'],
    ['=?utf-8?B?R3LDvMOf?= =?utf-8?q?e_=f0=9f=98?= \t =?utf-8?q?=80?=', 'Grüße 😀'],
    ['=?utf-8?B?R3LDvMOfZQ?=', 'Grüße'],
    ['=?utf-8?B?R3LDvMOfZQ====?=', 'Grüße'],
    ['=?utf-8?B?R3I=w7zDn2U=?=', 'Grüße'],
    ['=?utf-8?B?R3LD vMOf\tZQ!!?=', 'Grüße'],
    ['=?"utf8"?Q?=C3=BC?=', 'ü'],
    ['=? utf-8 ?Q?=C3=BC?=', 'ü'],
    ['=?utf-8*de-DE?Q?=C3=BC?= =?UTF-8*en?Q?a?=', 'üa'],
    ['=?iso-8859-1?Q?Gr\u00fc=DFe?=', 'Grüße'],
    ['=?us-ascii?Q?=C3=BC?= =?unknown-8bit?Q?=FC?=', 'üü'],
    ['=?utf-8?Q?=C3=BC=?=', 'ü'],
    ['=?utf-8?Q?=FC=zz?=', '\uFFFD=zz'],
    ['=?utf-8?Q?cut =?utf-8?Q?whole?=', '=?utf-8?Q?cut whole'],
    ['=?utf-8?Q?no end', '=?utf-8?Q?no end'],
    ['=?utf-8?Q??=', ''],
    ['=?unicode-1-1-utf-7?Q?+ADw-?=', '=?unicode-1-1-utf-7?Q?+ADw-?='],
  ])('%s', (written, text) => expect(decodeEncodedWords(written)).toBe(text));

  it('restores every text that was cut into words at any byte, in both encodings', () => {
    const cut = fc.record({
      text: fc.string({ unit: 'grapheme', maxLength: 40 }),
      size: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(cut, ({ text, size }) => {
        const bytes = Buffer.from(text);
        const words: string[] = [];
        for (let at = 0; at < bytes.length; at += size) {
          const chunk = bytes.subarray(at, at + size);
          const quoted = [...chunk].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('');
          words.push(at % 2 === 0 ? `=?utf-8?Q?${quoted}?=` : `=?UTF-8?b?${chunk.toString('base64')}?=`);
        }
        expect(decodeEncodedWords(words.join(' '))).toBe(safeText(text, 999));
      }),
    );
  });
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
    ["a/b; name*0*=utf-8'de'Gr%C3; name*1*=%BC%C3; name*2*=%9Fe", 'a/b', { name: 'Grüße' }],
    ['a/b; NAME*1="two"; Name*0="one"', 'a/b', { name: 'onetwo' }],
    ['a/b; name*0=one; name*2=three', 'a/b', { name: 'onethree' }],
    ["a/b; name*1*=%C3%BC; name*2='s", 'a/b', { name: "ü's" }],
    ["a/b; name*=it's o'clock", 'a/b', { name: "it's o'clock" }],
    ["a/b; name*=utf-8''100%25%2G%C3%BC%4", 'a/b', { name: '100%%2Gü%4' }],
    ["a/b; name*=iso-8859-1'de'Gr%FC%DFe; name=old", 'a/b', { name: 'Grüße' }],
    ["a/b; name*=''Gr%C3%BC", 'a/b', { name: 'Grü' }],
    ["a/b; name*=utf-7''+ADw-", 'a/b', { name: "utf-7''+ADw-" }],
    ["a/b; name*=no-such-set''%41", 'a/b', { name: "no-such-set''%41" }],
    ['a/b; boundary*0="x y"; boundary*1=\';z\'', 'a/b', { boundary: "x y'" }],
    ['a/b; name*x=1; *0=2; name*=', 'a/b', { name: '', '*0': '2' }],
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
