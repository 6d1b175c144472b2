import { describe, expect, it } from 'vitest';
import { csvOf } from './csv';

const body = (text: string) => text.slice(1);

describe('a table as CSV', () => {
  it('begins with the byte order mark and ends each line as RFC 4180 says', () => {
    expect(
      csvOf(
        [
          ['Tag', 'Anzahl'],
          ['2026-11-22', 3],
        ],
        'de',
      ),
    ).toBe('\uFEFFTag;Anzahl\r\n2026-11-22;3\r\n');
  });

  it('writes numbers as the language does, and nothing where nothing is known', () => {
    expect(body(csvOf([[1.25, null, -3]], 'de'))).toBe('"1,25";;-3\r\n');
    expect(body(csvOf([[1.25, null, -3]], 'en'))).toBe('1.25,,-3\r\n');
  });

  it.each([
    '=HYPERLINK("http://example.com")',
    '+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '|calc',
    '\n=1',
  ])('%j is no formula to a spreadsheet', (text) => {
    const cell = body(csvOf([[text]], 'de')).trimEnd();
    expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('quotes what would end a cell or a line', () => {
    expect(body(csvOf([['a;b', 'a,b', 'say "x"', 'two\nlines', 'plain']], 'en'))).toBe(
      '"a;b","a,b","say ""x""","two\nlines",plain\r\n',
    );
  });
});
