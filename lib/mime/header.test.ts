// Header blocks: line ends, folding, 8-bit text, damage, and where the body begins.

import { describe, expect, it } from 'vitest';

import { allValues, firstValue, headerStart, readHeader } from './header';
import { MAIL_LIMITS } from './limits';

function read(text: string | Buffer) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const header = readHeader(bytes, headerStart(bytes, 0, bytes.length), bytes.length);
  const rows = header.fields.map((field) => [field.name, field.value]);
  return { ...header, rows, body: bytes.subarray(header.bodyStart).toString() };
}

describe('readHeader', () => {
  it.each([
    ['CRLF', 'A: 1\r\nB: 2\r\n\r\nbody'],
    ['LF', 'A: 1\nB: 2\n\nbody'],
    ['CR', 'A: 1\rB: 2\r\rbody'],
    ['LF, then CRLF', 'A: 1\nB: 2\r\n\r\nbody'],
    ['CRLF, then LF', 'A: 1\r\nB: 2\n\nbody'],
  ])('ends at the blank line with %s', (_, text) => {
    const header = read(text);
    expect(header.rows).toEqual([
      ['A', '1'],
      ['B', '2'],
    ]);
    expect(header.body).toBe('body');
  });

  it('unfolds to one space and keeps order, case and repetition', () => {
    const header = read('Received: a\r\n\t b;\r\n   c\r\nrECEIVED :d\r\n\r\n');
    expect(header.rows).toEqual([
      ['Received', 'a b; c'],
      ['rECEIVED', 'd'],
    ]);
    expect(allValues(header.fields, 'received')).toEqual(['a b; c', 'd']);
    expect(firstValue(header.fields, 'received')).toBe('a b; c');
    expect(firstValue(header.fields, 'absent')).toBeNull();
  });

  it('reads UTF-8, and what is no UTF-8 as windows-1252, without a NUL', () => {
    expect(read('S: Grüße\n\n').rows).toEqual([['S', 'Grüße']]);
    expect(read(Buffer.from('S: Gr\xfc\xdfe\x80\n\n', 'latin1')).rows).toEqual([['S', 'Grüße€']]);
    expect(read('S: a\0b\n\n').rows).toEqual([['S', 'a\uFFFDb']]);
  });

  it('does not let a lone CR make a line', () => {
    expect(read('S: a\rInjected: b\nT: c\n\n').rows).toEqual([
      ['S', 'a Injected: b'],
      ['T', 'c'],
    ]);
  });

  it('skips an mbox line and keeps lines that are no fields apart', () => {
    const header = read('From x@example.com Tue Feb  3\nA: 1\nno field here\nB: 2\n\n');
    expect(header.rows).toEqual([
      ['A', '1'],
      ['', 'no field here'],
      ['B', '2'],
    ]);
    expect(read('From : a@example.com\n\n').rows).toEqual([['From', 'a@example.com']]);
  });

  it('begins behind blank lines and mbox lines, also quoted ones', () => {
    const mbox = '\r\n\n>From a@example.com Tue\r\n\r\nFrom b@example.com Tue\nA: 1\r\n\r\nbody';
    expect(read(mbox).rows).toEqual([['A', '1']]);
    expect(read('>>From x\nA: 1\n\n').rows).toEqual([['A', '1']]);
    expect(read('From x\n'.repeat(3)).rows).toEqual([]);
    expect(read('A: 1\n>From x\nB: 2\n\n').rows.map(([name]) => name)).toEqual(['A', '', 'B']);
  });

  it('takes CR for a line end only where there is no LF, whatever stands behind the range', () => {
    const bytes = Buffer.from('A: 1\rB: 2\r\rbody\n--next');
    const header = readHeader(bytes, 0, 'A: 1\rB: 2\r\rbody'.length);
    expect(header.fields.map((field) => field.value)).toEqual(['1', '2']);
    expect(bytes.subarray(header.bodyStart).toString()).toBe('body\n--next');
    expect(read(`A: 1\r\r${'x'.repeat(MAIL_LIMITS.headerBytes)}`)).toMatchObject({
      rows: [['A', '1']],
      excess: null,
    });
  });

  it('reads a header that is longer than the first look at it', () => {
    const fields = Array.from({ length: 300 }, (_, i) => `Field-${i}: ${'v'.repeat(i)}\r\n folded`);
    const header = read(`${fields.join('\r\n')}\r\n\r\nbody`);
    expect(header.rows).toHaveLength(300);
    expect(header.rows[299]).toEqual(['Field-299', `${'v'.repeat(299)} folded`]);
    expect(header.body).toBe('body');
  });

  it('says what did not fit', () => {
    const long = read(`A: 1\r\nB: ${'x'.repeat(MAIL_LIMITS.headerBytes)}\r\n\r\nbody`);
    expect(long.excess).toBe('header-too-large');
    expect(long.fields.map((field) => field.value.length)).toEqual([1, MAIL_LIMITS.fieldValueChars]);
    expect(read('A: 1\r\n'.repeat(MAIL_LIMITS.headerFields + 1)).excess).toBe('too-many-header-fields');
    expect(read('A: 1\r\n'.repeat(MAIL_LIMITS.headerFields)).excess).toBeNull();
    expect(read(`A: ${'x'.repeat(200_000)}\r\n\r\nbody`).body).toBe('body');
  });
});
