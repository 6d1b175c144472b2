// The quick readers of plain forms give way where a value is not plain, and agree with the general ones where it is.

import { describe, expect, it } from 'vitest';
import { readOuterMessage } from '../formats/outer-message';
import { readAddressList } from './addresses';
import { parseMailDate } from './dates';
import { readStructuredValue } from './parameters';
import { readMail } from './read-mail';

describe('dates of the regular form', () => {
  it.each([
    ['Tue, 08 Mar 2005 13:00:05 -0500', '2005-03-08T18:00:05Z'],
    ['Tue, 8 Mar 2005 13:00:00 +0530', '2005-03-08T07:30:00Z'],
    ['Tue, 08 Mar 2005 22:30:00 -0500', '2005-03-09T03:30:00Z'],
    ['01 Jan 2026 00:30:00 +0100', '2025-12-31T23:30:00Z'],
    ['THU, 29  feb 2024 23:59:60 +0000', '2024-02-29T23:59:59Z'],
  ])('reads %s', (text, iso) => {
    expect(parseMailDate(text)).toEqual({ iso, notes: [] });
  });

  it.each([
    'Tue, 08 Mar 2005 13:00:00 +2400',
    '31 Apr 2005 13:00:00 +0000',
    'Tue, 08 Mar 2005 24:00:00 +0000',
  ])('names no moment: %s', (text) => {
    expect(parseMailDate(text)).toBeNull();
  });
});

describe('mailboxes', () => {
  it.each([
    ['"Shop" <user@example.com>', ['user@example.com']],
    ['"a\\" <b@example.com>, " <user@example.com>', ['user@example.com']],
    // The quote is never closed: nothing in it is an address, and the value comes as written.
    ['"a\\" <user@example.com>', ['"a\\" <user@example.com>']],
    ['"Doe, John" <user@example.com>', ['user@example.com']],
    ['Doe, John <user@example.com>', ['Doe', 'user@example.com']],
    ['<>', ['']],
    ['', []],
  ])('reads %s', (text, addresses) => {
    expect(readAddressList(text)).toEqual(addresses);
  });
});

describe('media types', () => {
  it('reads a type in quotes, with a comment, and alone', () => {
    expect(readStructuredValue('"text/plain"').value).toBe('text/plain');
    expect(readStructuredValue('Text/Plain (a comment)').value).toBe('text/plain');
    expect(readStructuredValue(' Text/HTML ').value).toBe('text/html');
  });

  it.each([
    ['text/plain', 'text/plain'],
    ['text', 'text/plain'],
    ['text/ html', 'text/html'],
  ])('takes %s for %s', (written, type) => {
    const reading = readMail(Buffer.from(`Content-Type: ${written}\n\nText\n`));
    expect(reading.outcome === 'mail' ? reading.root.type : null).toBe(type);
  });
});

describe('repeated fields', () => {
  it('counts a From with a blank that no name may have', () => {
    const reading = readMail(Buffer.from('From: a@example.com\nFrom\u00a0: b@example.com\n\nText\n'));
    const fields = reading.outcome === 'mail' ? reading.root.header.fields : [];
    const outer = readOuterMessage(fields, 'text/plain');
    expect(outer.repeatedFields).toEqual(['from']);
    expect(outer.fromAddress).toBeNull();
  });
});
