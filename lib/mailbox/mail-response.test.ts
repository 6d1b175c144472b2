// What is taken from a server's answer without imapflow, and what is left to it.

import { describe, expect, it } from 'vitest';
import { readMailResponse } from './mail-response';

const source = Buffer.from('Subject: a mail\r\n\r\nwith {5}\r\n in it');
const date = 'INTERNALDATE "21-Nov-2026 10:20:30 +0100"';
const body = `BODY[]<0> {${source.length}}\r\n`;
const read = (line: string, literals = [source]) => readMailResponse(Buffer.from(line), literals);

describe('a mail as a server gives it', () => {
  it.each([
    `* 7 FETCH (UID 12 ${date} RFC822.SIZE 4000 MODSEQ (9) ${body})`,
    `* 7 FETCH (UID 12 ${date} RFC822.SIZE 4000 ${body})`,
    `* 7 FETCH (${body} RFC822.SIZE 4000 ${date} EMAILID (M6d99ac3275bb4e) UID 12)`,
    `* 7 FETCH (UID 12 ${date} RFC822.SIZE 4000 BODY[] {${source.length}}\r\n)`,
    `* 7 FETCH (UID 12 INTERNALDATE " 1-Nov-2026 10:20:30 +0100" RFC822.SIZE 4000 ${body})`,
  ])('is read whatever the order of its parts: %j', (line) => {
    const day = line.includes('" 1-') ? '01' : '21';
    expect(read(line)).toEqual({
      uid: 12,
      internalDate: new Date(`2026-11-${day}T09:20:30Z`),
      size: 4000,
      source,
    });
  });

  it.each([
    ['another response', `* 7 EXISTS`],
    ['a change of flags', `* 7 FETCH (UID 12 FLAGS (\\Seen))`],
    ['flags beside the mail', `* 7 FETCH (UID 12 ${date} RFC822.SIZE 4000 FLAGS (\\Seen) ${body})`],
    ['a mail without its UID', `* 7 FETCH (${date} RFC822.SIZE 4000 ${body})`],
    ['a mail without its date', `* 7 FETCH (UID 12 RFC822.SIZE 4000 ${body})`],
    ['a mail without its size', `* 7 FETCH (UID 12 ${date} ${body})`],
    [
      'a date that is none',
      `* 7 FETCH (UID 12 INTERNALDATE "31-Abc-2026 10:20:30 +0100" RFC822.SIZE 1 ${body})`,
    ],
    ['another section', `* 7 FETCH (UID 12 ${date} RFC822.SIZE 4000 BODY[HEADER] {${source.length}}\r\n)`],
    ['another length', `* 7 FETCH (UID 12 ${date} RFC822.SIZE 4000 BODY[]<0> {5}\r\n)`],
    ['a line that goes on', `* 7 FETCH (UID 12 ${date} RFC822.SIZE 4000 ${body}) NIL`],
    ['a line without its end', `* 7 FETCH (UID 12 ${date} RFC822.SIZE 4000 ${body}`],
    ['an answer with a tag', `A7 FETCH (UID 12 ${date} RFC822.SIZE 4000 ${body})`],
  ])('is left to imapflow: %s', (_, line) => {
    expect(read(line)).toBeNull();
  });

  it('is left to imapflow where it has no literal or two', () => {
    const line = `* 7 FETCH (UID 12 ${date} RFC822.SIZE 4000 ${body})`;
    expect(read(line, [])).toBeNull();
    expect(read(line, [source, source])).toBeNull();
  });
});
