// One header block: where it ends, and its fields in order.
// Promise: linear time, at most MAIL_LIMITS.headerBytes looked at, never throws. Reads LF, CRLF and
// CR line ends, folding, an mbox "From " line, 8-bit text and blanks before the colon.
// Source: RFC 5322 §2.2, §3.2.2, §4.5; RFC 6532.

import { parseBlock, type HeaderField } from './header-fields';
import { MAIL_LIMITS } from './limits';

export type { HeaderField } from './header-fields';

export interface Header {
  readonly fields: readonly HeaderField[];
  /** Offset of the first byte after the blank line. */
  readonly bodyStart: number;
  /** What did not fit: the rest of the block or of its fields was not read. */
  readonly excess: 'header-too-large' | 'too-many-header-fields' | null;
}

const LF = 0x0a;
const CR = 0x0d;

/**
 * How many bytes are looked at first, by what kind of header it is; only where the block does not end
 * within them, the whole limit is. Too many cost copying, too few a second look.
 */
const FIRST_LOOK_BYTES = { message: 4_096, part: 512 };

/** Reads the header block of a message or of a part that begins at `start`; offsets refer to `bytes`. */
export function readHeader(
  bytes: Buffer,
  start: number,
  end: number,
  of: 'message' | 'part' = 'message',
): Header {
  const first = readWindow(bytes, start, Math.min(end, start + FIRST_LOOK_BYTES[of]), end);
  if (first !== null) return first;
  const longEnd = Math.min(end, start + MAIL_LIMITS.headerBytes);
  return readWindow(bytes, start, longEnd, end) ?? cutHeader(bytes, start, longEnd, end);
}

/**
 * Reads text that is nothing but fields, blank lines between them included, as the machine-readable
 * part of a report is.
 */
export function readFields(bytes: Buffer): readonly HeaderField[] {
  return parseBlock(withLineFeeds(bytes), { hasBlankLines: true }).fields;
}

/** Offset of the first line that is not empty. */
export function skipBlankLines(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === LF || bytes[at] === CR)) at += 1;
  return at;
}

/** The same bytes, or a copy with LF for CR where CR alone ends the lines (old Macintosh systems). */
export function withLineFeeds(bytes: Buffer): Buffer {
  if (bytes.includes(LF) || !bytes.includes(CR)) return bytes;
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(CR); at >= 0; at = copy.indexOf(CR, at + 1)) copy[at] = LF;
  return copy;
}

/** The value of the first field of that lower-case name, or null. */
export function firstValue(fields: readonly HeaderField[], key: string): string | null {
  for (const field of fields) if (field.key === key) return field.value;
  return null;
}

/** All values of that lower-case name, topmost first. */
export function allValues(fields: readonly HeaderField[], key: string): string[] {
  const values: string[] = [];
  for (const field of fields) if (field.key === key) values.push(field.value);
  return values;
}

/** The header, where it ends within the window; null where more bytes are needed to know. */
function readWindow(bytes: Buffer, start: number, windowEnd: number, end: number): Header | null {
  const block = parseBlock(withLineFeeds(bytes.subarray(start, windowEnd)), { hasBlankLines: false });
  if (!block.isEnded && !block.isOverfull && windowEnd < end) return null;
  return {
    fields: block.fields,
    bodyStart: block.isOverfull ? end : start + block.length,
    excess: block.isOverfull ? 'too-many-header-fields' : null,
  };
}

function cutHeader(bytes: Buffer, start: number, windowEnd: number, end: number): Header {
  const window = withLineFeeds(bytes.subarray(start, windowEnd));
  const { fields } = parseBlock(window, { hasBlankLines: false });
  return { fields, bodyStart: end, excess: 'header-too-large' };
}
