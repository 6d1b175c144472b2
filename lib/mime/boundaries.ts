// Delimiter lines of a multipart body.
// Promise: linear time; a delimiter counts only at the start of a line and where nothing but blanks
// follows it, so that one boundary may be the beginning of another. Source: RFC 2046 §5.1.1.

import { MAIL_LIMITS } from './limits';

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;

interface Delimiter {
  /** Offset of the line after it. */
  next: number;
  isLast: boolean;
}

/**
 * Calls `onPart` with the range of every part, header included and without the line end that
 * belongs to the delimiter; stops where it answers false. A missing last delimiter ends the last
 * part with the range. `lookalikes` counts the lines that began like a delimiter and were none.
 */
export function splitAtBoundary(
  bytes: Buffer,
  start: number,
  end: number,
  boundary: string,
  onPart: (start: number, end: number) => boolean,
): { lookalikes: number } {
  const needle = Buffer.from(`--${boundary}`, 'utf8');
  const region = bytes.subarray(0, end);
  let lookalikes = 0;
  let partStart = -1;
  let at = region.indexOf(needle, start);
  while (at >= 0 && lookalikes <= MAIL_LIMITS.boundaryLookalikes) {
    const line = at === start || bytes[at - 1] === LF ? delimiterAt(bytes, at + needle.length, end) : null;
    if (line === null) {
      lookalikes += 1;
      at = region.indexOf(needle, at + 1);
      continue;
    }
    if (partStart >= 0 && !onPart(partStart, endBefore(bytes, partStart, at))) return { lookalikes };
    if (line.isLast) return { lookalikes };
    partStart = line.next;
    at = region.indexOf(needle, line.next);
  }
  if (partStart >= 0 && partStart < end) onPart(partStart, end);
  return { lookalikes };
}

/** What follows the boundary text: the end of its line, or null where it is no delimiter. */
function delimiterAt(bytes: Buffer, from: number, end: number): Delimiter | null {
  const isLast = from + 1 < end && bytes[from] === DASH && bytes[from + 1] === DASH;
  let at = isLast ? from + 2 : from;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === CR)) at += 1;
  if (at >= end) return { next: end, isLast };
  return bytes[at] === LF ? { next: at + 1, isLast } : null;
}

/** The line end before a delimiter is the delimiter's (RFC 2046 §5.1.1). */
function endBefore(bytes: Buffer, partStart: number, delimiter: number): number {
  let end = delimiter;
  if (end > partStart && bytes[end - 1] === LF) end -= 1;
  if (end > partStart && bytes[end - 1] === CR) end -= 1;
  return end;
}
