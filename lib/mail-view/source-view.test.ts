// The source on the screen: complete up to its bounds, parted where the ranges say, nothing in it hidden.

import { describe, expect, it } from 'vitest';
import { SOURCE_BYTES, SOURCE_LINES } from './limits.mjs';
import { viewSource } from './source-view';
import { visibleText } from '@/lib/mime/visible-text';

const text = (raw: Buffer): string =>
  viewSource(raw, [])
    .segments.map((segment) => segment.text)
    .join('');

describe('viewSource', () => {
  it('parts the text at the ranges and loses nothing', () => {
    const raw = Buffer.from('From: a\r\n\r\nType: abuse\r\n--b--\r\n');
    const { segments, lines, isCut } = viewSource(raw, [{ start: 11, end: 24 }]);
    expect(segments).toEqual([
      { text: 'From: a\n\n', isMachine: false },
      { text: 'Type: abuse\n', isMachine: true },
      { text: '--b--\n', isMachine: false },
    ]);
    expect([lines, isCut]).toEqual([4, false]);
  });

  it('ends with a whole line at its bounds, also within a range', () => {
    const long = Buffer.from('0123456789abcde\n'.repeat(40_000));
    const { segments, lines, isCut } = viewSource(long, [{ start: 16, end: long.length }]);
    expect([lines, isCut, segments.map(({ isMachine }) => isMachine)]).toEqual([
      SOURCE_LINES,
      true,
      [false, true],
    ]);
    const wide = Buffer.from(`${'x'.repeat(1_000)}\n`.repeat(1_000));
    expect(text(wide).length).toBeLessThanOrEqual(SOURCE_BYTES);
    expect(text(wide).endsWith('x\n')).toBe(true);
    expect(viewSource(Buffer.alloc(SOURCE_BYTES * 2, 'y'), []).isCut).toBe(true);
    expect(text(Buffer.alloc(SOURCE_BYTES * 2, 'y'))).toHaveLength(SOURCE_BYTES);
  });

  it('counts the lines that are shown', () => {
    expect(viewSource(Buffer.alloc(0), []).lines).toBe(0);
    expect(viewSource(Buffer.from('a\nb'), []).lines).toBe(2);
    expect(viewSource(Buffer.from('a\nb\n'), []).lines).toBe(2);
  });
});

describe('visibleText', () => {
  it('shows what a screen would hide or obey', () => {
    expect(visibleText('\u200b.htaccess')).toBe('‹U+200B›.htaccess');
    expect(visibleText('photo\u202egpj.exe')).toBe('photo‹U+202E›gpj.exe');
    expect(visibleText('a\u0000b\u001b[31m\rc')).toBe('a␀b␛[31m␍c');
    expect(visibleText('\u{e0041}\ufeff\u2028\u00ad')).toBe('‹U+E0041›‹U+FEFF›‹U+2028›‹U+00AD›');
    expect(visibleText('\ud800')).toBe('\ufffd');
  });

  it('leaves what people write as it is', () => {
    const usual = 'Grüße, 你好, مرحبا\n\t“x” – 1\u00a0€ 👍';
    expect(visibleText(usual)).toBe(usual);
  });
});
