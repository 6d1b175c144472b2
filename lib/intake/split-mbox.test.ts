import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isMbox, MboxSplitter } from './split-mbox';

const FROM = 'From sender@example.net Mon Nov 16 10:00:00 2026\n';

/** Splits `text`, handed over in pieces of `step` bytes. */
function split(text: string, { step = text.length || 1, limit = 1_000_000 } = {}) {
  const splitter = new MboxSplitter(limit);
  const bytes = Buffer.from(text, 'latin1');
  const mails = [];
  for (let at = 0; at < bytes.length; at += step) mails.push(...splitter.push(bytes.subarray(at, at + step)));
  mails.push(...splitter.end());
  return mails.map((mail) => mail.source?.toString('latin1') ?? `too large: ${mail.sizeBytes}`);
}

const one = 'Subject: one\n\nText\n';
const two = 'Subject: two\n\nText\n';

describe('an mbox', () => {
  it('falls into its mails, without separators and the empty line behind each', () => {
    expect(split(`${FROM}${one}\n${FROM}${two}\n`)).toEqual([one, two]);
    expect(split(`${FROM}${one}\n${FROM}${two}`)).toEqual([one, two]);
  });

  it('keeps CRLF', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    expect(split(crlf(`${FROM}${one}\n${FROM}${two}\n`))).toEqual([crlf(one), crlf(two)]);
  });

  it.each([
    'From - Mon Nov 16 10:00:00 2026',
    'From 123@xxx Mon Nov 16 10:00:00 +0000 2026',
    'From a 10:00 16.11.2026',
  ])('knows the separator "%s"', (line) => {
    expect(split(`${FROM}${one}\n${line}\n${two}\n`)).toEqual([one, two]);
  });

  it('takes one ">" from quoted "From " lines and nothing else', () => {
    const quoted = `${FROM}Subject: q\n\n>From here\n>>From there\n> From not\n>Fromage\n\n`;
    expect(split(quoted)).toEqual(['Subject: q\n\nFrom here\n>From there\n> From not\n>Fromage\n']);
  });

  it('does not break a mail at a sentence, or at a line without an empty one before it', () => {
    const prose = `Subject: p\n\nFrom now on all is well\n\nFrom here it goes on\nline\n${FROM}text\n`;
    expect(split(`${FROM}${prose}\n`)).toEqual([prose]);
  });

  it('skips a mail beyond the limit and goes on with the next', () => {
    const large = `Subject: large\n\n${'x'.repeat(500)}\n`;
    expect(split(`${FROM}${one}\n${FROM}${large}\n${FROM}${two}\n`, { limit: 100 })).toEqual([
      one,
      `too large: ${large.length + 1}`,
      two,
    ]);
  });

  it('has no mail where it is empty or holds separators alone', () => {
    expect(split('')).toEqual([]);
    expect(split(`${FROM}\n${FROM}`)).toEqual([]);
  });
});

describe('any file', () => {
  it('falls into the same mails however it is cut into chunks', () => {
    const line = fc.constantFrom(
      FROM,
      '\n',
      '\r\n',
      '>From x\n',
      '>>From y\n',
      'Subject: a\n',
      'text',
      'From z\n',
      `${'l'.repeat(900)}\n`,
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: 1, max: 700 }), (lines, step) => {
        const text = lines.join('');
        expect(split(text, { step })).toEqual(split(text));
      }),
      { numRuns: 300 },
    );
  });

  it('gives back every mail that was quoted into it', () => {
    const body = fc.array(fc.constantFrom('text', '', 'From a 10:00 2026', '>From b', '>>From c', '.', 'ü'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 6 }), (bodies) => {
        const mails = bodies.map((lines) => ['Subject: x', '', ...lines, ''].join('\n'));
        const quote = (mail: string) => mail.replace(/^(>*From )/gm, '>$1');
        const file = mails.map((mail) => `${FROM}${quote(mail)}\n`).join('');
        expect(split(file, { step: 37 })).toEqual(mails);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the beginning of a file', () => {
  it.each([
    [FROM, true],
    ['From now on\n', false],
    ['Subject: a\n', false],
    ['', false],
  ])('%j: mbox %j', (text, expected) => {
    expect(isMbox(Buffer.from(text))).toBe(expected);
  });
});
