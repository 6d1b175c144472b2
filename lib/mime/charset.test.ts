// Character sets by the names that mail gives them, and what is refused.

import { describe, expect, it } from 'vitest';

import { decodeCharset } from './charset';

const decode = (hex: string, label: string): string | null => decodeCharset(Buffer.from(hex, 'hex'), label);

describe('decodeCharset', () => {
  it.each([
    ['iso-2022-jp', '1b2442404135613d711b2842', '請求書'],
    ['ISO-2022-JP-MS', '61', null],
    ['shift_jis', '90bf8b818f91', '請求書'],
    ['cp932', '8354815b836f', 'サーバ'],
    ['euc-kr', 'bec8b3e7c7cfbcbcbfe4', '안녕하세요'],
    ['ks_c_5601-1987', 'bec8b3e7', '안녕'],
    ['cp949', 'bec8b3e7', '안녕'],
    ['gb18030', 'd5cbb5a5cda8d6aa', '账单通知'],
    ['gb2312', 'cda8d6aa', '通知'],
    ['GBK', 'cda8d6aa', '通知'],
    ['big5', 'b162b3e6b371aabe', '帳單通知'],
    ['koi8-r', 'f0d2c9d7c5d4', 'Привет'],
    ['windows-1251', 'eff0e8e2e5f2', 'привет'],
    ['cp-1251', 'eff0e8e2e5f2', 'привет'],
    ['win-1250', '5a61bff3b3e6', 'Zażółć'],
    ['windows-874', 'cac7d1cab4d5', 'สวัสดี'],
    ['iso-8859-2', '5a61bff3b3e6', 'Zażółć'],
    ['ISO8859_2', 'ae6c75bb', 'Žluť'],
    ['iso-8859-7', 'c5ebebdce4e1', 'Ελλάδα'],
    ['iso-8859-8-i', 'f9ece5ed', 'שלום'],
    ['iso-8859-15', 'a4', '€'],
    ['latin-1', '4772fcdf65', 'Grüße'],
    ['cp-850', '477281e165', 'Grüße'],
    ['IBM437', '81e1', 'üß'],
    ['cp858', 'd5', '€'],
    ['utf-16', 'feff0047007200fc', 'Grü'],
    ['utf-16', 'fffe47007200fc00', 'Grü'],
    ['utf-16', '0047007200fc', 'Grü'],
    ['utf-16', '47007200fc00', 'Grü'],
    ['utf-16be', '0047007200fc', 'Grü'],
    ['utf-16le', '47007200fc00', 'Grü'],
    ['utf8', 'c3bc', 'ü'],
    ['"UTF-8"', 'efbbbfc3bc', 'ü'],
    ["'utf_8'", 'c3bc', 'ü'],
    ['utf-8*de', 'c3bc', 'ü'],
    ['utf-8', 'fc', '\uFFFD'],
    ['us-ascii', 'c3bc', 'ü'],
    ['ascii', 'fc', 'ü'],
    ['unknown-8bit', '80', '€'],
  ])('%s', (label, hex, text) => expect(decode(hex, label)).toBe(text));

  it.each(['utf-7', 'UTF7', 'unicode-1-1-utf-7', 'x-unicode-2-0-utf-7', 'utf-7-imap'])(
    'refuses %s',
    (label) => expect(decode('2b4144772d', label)).toBeNull(),
  );

  it.each(['iso-2022-kr', 'iso-2022-cn', 'hz-gb-2312', 'replacement', 'no-such-set', '', 'x'.repeat(9_999)])(
    'does not know %s',
    (label) => expect(decode('61', label)).toBeNull(),
  );
});
