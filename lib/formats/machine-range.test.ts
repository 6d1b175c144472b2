// What is set off in the source is what the report was read from, byte for byte.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { machineRanges } from './machine-range';
import { allFixtures } from './testing/all-fixtures';

const lib = path.join(import.meta.dirname, '..');

function marked(file: string): string[] {
  const raw = readFileSync(path.join(lib, file));
  return machineRanges(raw).map(({ start, end }) => raw.toString('utf8', start, end));
}

const crlf = (...lines: string[]): string => lines.join('\r\n');

describe('machineRanges', () => {
  it('marks the feedback part of ARF and nothing around it', () => {
    const [text = '', ...others] = marked('arf/fixtures/001.eml');
    expect(others).toEqual([]);
    expect(text).toMatch(/^Feedback-Type: /);
    expect(text).not.toMatch(/--|Content-Type|Received/);
  });

  it('marks the document of XARF, the fields of X-ARF, and SpamCop’s words above the mail it quotes', () => {
    expect(marked('xarf/json/fixtures/003.eml').some((text) => text.trimStart().startsWith('{'))).toBe(true);
    expect(marked('xarf/text/fixtures/001.eml').join()).toMatch(/Report-Type:/);
    const [spamcop = ''] = marked('complaint-text/spamcop/fixtures/001.eml');
    expect(spamcop).toMatch(/SpamCop V/);
    expect(spamcop).not.toMatch(/^Received:/m);
  });

  it('marks each part of a mail with several reports', () => {
    const part = (type: string): string =>
      crlf(
        ...['--o', 'Content-Type: multipart/report; report-type=feedback-report; boundary=i', ''],
        ...['--i', 'Content-Type: message/feedback-report', '', `Feedback-Type: ${type}`, 'User-Agent: a/1'],
        ...['--i--', ''],
      );
    const raw = Buffer.from(
      crlf('Content-Type: multipart/mixed; boundary=o', '', `${part('abuse')}${part('fraud')}--o--`, ''),
    );
    const texts = machineRanges(raw).map(({ start, end }) => raw.toString('latin1', start, end));
    expect(texts.map((text) => text.split('\r\n')[0])).toEqual([
      'Feedback-Type: abuse',
      'Feedback-Type: fraud',
    ]);
  });

  it('marks nothing where the bytes shown are not those that were read, and nothing in other mail', () => {
    const inner = crlf(
      '--i',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      '--i--',
      '',
    );
    const encoded = crlf(
      'Content-Type: multipart/report; report-type=feedback-report; boundary=i',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(inner).toString('base64'),
    );
    expect(machineRanges(Buffer.from(encoded))).toEqual([]);
    expect(machineRanges(Buffer.from('From: a@example.com\r\n\r\nhello'))).toEqual([]);
    expect(machineRanges(Buffer.alloc(0))).toEqual([]);
  });

  it.each(allFixtures().map(({ name, raw }) => [name, raw] as const))(
    '%s: in order, inside, apart',
    (_, raw) => {
      let last = 0;
      for (const { start, end } of machineRanges(raw)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(raw.length);
    },
  );
});
