// The MIME tree: delimiters, nesting, encoded containers, and the limits.

import { describe, expect, it } from 'vitest';

import { MAIL_LIMITS } from './limits';
import { decodedBody, leafParts, readMail } from './read-mail';
import type { MimePart } from './types';
import { measureWork } from './work';

function tree(text: string): MimePart {
  const reading = readMail(Buffer.from(text));
  if (reading.outcome === 'broken') throw new Error(reading.reason);
  return reading.root;
}

function leaves(text: string): [string, string][] {
  return leafParts(tree(text)).map((part) => [part.type, decodedBody(part, 999).toString()]);
}

const MIXED = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n';

describe('readMail', () => {
  it('splits parts without the line end that belongs to the delimiter', () => {
    expect(
      leaves(
        `${MIXED}preamble\r\n--b\r\n\r\none\r\n\r\n--b \t\r\nContent-Type: TEXT/html\r\n\r\ntwo\r\n--b--\r\nepilogue`,
      ),
    ).toEqual([
      ['text/plain', 'one\r\n'],
      ['text/html', 'two'],
    ]);
  });

  it('takes a boundary only as a whole line, so that one may begin like another', () => {
    const text = `${MIXED}--b\r\nContent-Type: multipart/mixed; boundary=bc\r\n\r\n--bc\r\n\r\nx --b\r\ny\r\n--bc--\r\n--b--\r\n`;
    expect(leaves(text)).toEqual([['text/plain', 'x --b\r\ny']]);
  });

  it('ends an unfinished inner multipart with its outer one', () => {
    const text = `${MIXED}--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nin\r\n--b\r\n\r\nout`;
    expect(leaves(text)).toEqual([
      ['text/plain', 'in'],
      ['text/plain', 'out'],
    ]);
  });

  it('ends a header without its blank line at the delimiter of any open level', () => {
    const text = `${MIXED}--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nX: 1\r\n--c\r\nX: 2\r\n--b\r\nX: 3\r\n--b--`;
    const parts = leafParts(tree(text));
    const values = parts.map((part) => part.header.fields.map((field) => field.value).join());
    expect(values).toEqual(['1', '2', '3']);
    expect(parts.map((part) => part.bodyEnd - part.bodyStart)).toEqual([0, 0, 0]);
  });

  it('keeps what stands behind a last delimiter out of every part', () => {
    const text = `${MIXED}--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nin\r\n--c--\r\nepilogue\r\n--c\r\n\r\nno part\r\n--b\r\n\r\nout\r\n--b--\r\n--b\r\n\r\nnor this`;
    expect(leaves(text).map(([, body]) => body)).toEqual(['in', 'out']);
  });

  it('gives a boundary that is open twice to the outer level', () => {
    const text = `${MIXED}--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n`;
    const root = tree(text);
    expect(root.children.map((part) => [part.type, part.children.length])).toEqual([
      ['multipart/mixed', 0],
      ['text/plain', 0],
    ]);
  });

  it('reads a part with CR line ends in a mail with LF', () => {
    expect(leaves(`${MIXED}--b\nContent-Type: text/html\rX: 1\r\rbody\n--b--`)).toEqual([
      ['text/html', 'body'],
    ]);
  });

  it('finds delimiters in lines of dashes, and with blanks behind them', () => {
    const dashes = '-'.repeat(60);
    const text = `Content-Type: multipart/mixed; boundary="----"\r\n\r\n${dashes}\r\n------  \t\r\n\r\none\r\n-----\r\n${dashes}\r\n--------\r\n`;
    expect(leaves(text)).toEqual([['text/plain', `one\r\n-----\r\n${dashes}`]]);
  });

  it('does not look into embedded messages', () => {
    expect(
      leaves(
        `${MIXED}--b\r\nContent-Type: message/rfc822\r\n\r\n${MIXED.replace('=b', '=z')}--z\r\n\r\nx\r\n--z--\r\n--b--`,
      ),
    ).toHaveLength(1);
  });

  it('decodes a container that was encoded as a whole', () => {
    const inner = Buffer.from('--b\r\n\r\nhidden\r\n--b--\r\n').toString('base64');
    expect(leaves(`Content-Transfer-Encoding: base64\r\n${MIXED}${inner}\r\n`)).toEqual([
      ['text/plain', 'hidden'],
    ]);
  });

  it('leaves a container that was encoded inside an encoded one as it is', () => {
    const head = `Content-Transfer-Encoding: base64\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n`;
    const innermost = Buffer.from('--c\r\n\r\nx\r\n--c--\r\n').toString('base64');
    const inner = Buffer.from(`--b\r\n${head}${innermost}\r\n--b--\r\n`).toString('base64');
    expect(leaves(`Content-Transfer-Encoding: base64\r\n${MIXED}${inner}\r\n`)).toEqual([
      ['multipart/mixed', '--c\r\n\r\nx\r\n--c--\r\n'],
    ]);
  });

  it('decodes a body once, also for those who ask for more of it', () => {
    const [part] = leafParts(tree(`Content-Transfer-Encoding: base64\r\n\r\n${btoa('x'.repeat(6_000))}`));
    if (part === undefined) throw new Error('a mail has a leaf');
    const first = measureWork(() => decodedBody(part, 100));
    const second = measureWork(() => decodedBody(part, 5_000));
    const third = measureWork(() => decodedBody(part, 9_999));
    expect([first, second, third].map(({ result }) => result.length)).toEqual([100, 5_000, 6_000]);
    expect(second.work.scannedBytes).toBe(8_000);
    expect(third.work.scannedBytes).toBe(0);
  });

  it('takes a multipart without a usable boundary for a leaf', () => {
    for (const parameter of ['', '; boundary=""', `; boundary=${'x'.repeat(201)}`]) {
      expect(leafParts(tree(`Content-Type: multipart/mixed${parameter}\r\n\r\n--\r\n\r\nx`))).toHaveLength(1);
    }
  });

  it.each([
    ['too-many-parts', `${MIXED}${'--b\r\n\r\nx\r\n'.repeat(MAIL_LIMITS.parts)}`],
    ['too-deep', nested(MAIL_LIMITS.depth + 1)],
    ['header-too-large', `A: ${'x'.repeat(MAIL_LIMITS.headerBytes)}\r\n\r\n`],
    ['header-too-large', `${MIXED}--b\r\nA: ${'x'.repeat(MAIL_LIMITS.headerBytes)}\r\n\r\n--b--`],
    ['too-many-header-fields', 'A: 1\n'.repeat(MAIL_LIMITS.headerFields + 1)],
  ])('ends with %s where that limit is passed', (reason, text) => {
    expect(readMail(Buffer.from(text))).toMatchObject({ outcome: 'broken', reason });
  });

  it('reads what is exactly at the limits', () => {
    expect(leafParts(tree(`${MIXED}${'--b\r\n\r\nx\r\n'.repeat(MAIL_LIMITS.parts - 1)}`))).toHaveLength(
      MAIL_LIMITS.parts - 1,
    );
    expect(tree(nested(MAIL_LIMITS.depth)).children).toHaveLength(1);
  });
});

function nested(depth: number): string {
  let text = '';
  for (let level = 0; level < depth; level += 1) {
    text += `Content-Type: multipart/mixed; boundary=n${level}\r\n\r\n--n${level}\r\n`;
  }
  return `${text}\r\nx`;
}
