// The source of a mail as lines of text, with its machine-readable parts told apart.
// Promise: pure; never HTML, nothing hidden (see visible-text), bounded in bytes and lines whatever the mail holds.

import type { ByteRange } from '@/lib/formats/machine-range';
import { visibleText } from '@/lib/mime/visible-text';
import { SOURCE_BYTES, SOURCE_LINES } from './limits.mjs';
import type { SourceSegment, SourceView } from './types';

/** The beginning of a raw mail: at most `SOURCE_BYTES` and `SOURCE_LINES` of it. `ranges` are sorted and apart. */
export function viewSource(raw: Buffer, ranges: readonly ByteRange[]): SourceView {
  const end = endOfShown(raw);
  const segments: SourceSegment[] = [];
  const add = (start: number, stop: number, isMachine: boolean): void => {
    if (start < stop) segments.push({ text: textOf(raw.subarray(start, stop)), isMachine });
  };
  let at = 0;
  for (const range of ranges) {
    add(at, Math.min(range.start, end), false);
    add(Math.max(at, range.start), Math.min(range.end, end), true);
    at = Math.max(at, Math.min(range.end, end));
  }
  add(at, end, false);
  const text = segments.map((segment) => segment.text).join('');
  const lines = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return { segments, lines, isCut: end < raw.length };
}

/** Where the last shown line ends; inside a line only where one line is longer than everything that is shown. */
function endOfShown(raw: Buffer): number {
  const most = Math.min(raw.length, SOURCE_BYTES);
  let end = 0;
  for (let line = 0; line < SOURCE_LINES; line += 1) {
    const next = raw.indexOf(0x0a, end);
    if (next === -1 || next >= most) return most === raw.length || end === 0 ? most : end;
    end = next + 1;
  }
  return end;
}

/** Bytes that are no UTF-8 stand as U+FFFD. */
function textOf(bytes: Buffer): string {
  return visibleText(bytes.toString('utf8').replaceAll('\r\n', '\n'));
}
