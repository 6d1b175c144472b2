// One header block: where it ends, and its fields in order.
// Promise: linear time, at most MAIL_LIMITS.headerBytes looked at, never throws. Reads LF, CRLF and
// CR line ends, folding, mbox "From " lines, 8-bit text and blanks before the colon.
// Source: RFC 5322 §2.2, §3.2.2, §4.5; RFC 6532.

import { endBefore } from './boundaries';
import { parseBlock, type Delimiters, type HeaderBlock, type HeaderField } from './header-fields';
import { MAIL_LIMITS } from './limits';
import { withLineFeeds } from './line-ends';
import { countScanned } from './work';

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
const COLON = 0x3a;
const QUOTE = 0x3e;
const MBOX = 'From ';
const MBOX_FIRST = 0x46;

/**
 * Reads the header block of a message or of a part that begins at `start`; offsets refer to `bytes`.
 * `boundaries` are those open there: their delimiters end it although its blank line is missing.
 */
export function readHeader(bytes: Buffer, start: number, end: number, boundaries?: Delimiters): Header {
  const block = parseBlock(bytes, start, end, boundaries === undefined ? {} : { boundaries });
  const isWhole = block.end === 'blank-line' || block.end === 'fields';
  const inCr = isWhole ? null : readCrHeader(bytes, start, block);
  if (inCr !== null) return inCr;
  return {
    fields: block.fields,
    bodyStart: block.end === 'fields' || block.end === 'bytes' ? end : block.next,
    excess:
      block.end === 'fields' ? 'too-many-header-fields' : block.end === 'bytes' ? 'header-too-large' : null,
  };
}

/** A block without any LF inside: where it has CR, these end its lines. */
function readCrHeader(bytes: Buffer, start: number, block: HeaderBlock): Header | null {
  if (block.fields.length > 1) return null;
  const region = bytes.subarray(start, endBefore(bytes, start, block.next));
  const lines = withLineFeeds(region);
  if (lines === region) return null;
  const inner = parseBlock(lines, 0, lines.length, {});
  const isOverfull = inner.end === 'fields';
  const excess = isOverfull ? 'too-many-header-fields' : null;
  const isCut = block.end === 'bytes' && inner.end === 'range';
  return {
    fields: inner.fields,
    bodyStart: start + inner.next,
    excess: isCut ? 'header-too-large' : excess,
  };
}

/**
 * Reads text that is nothing but fields, blank lines between them included, as the machine-readable
 * part of a report is.
 */
export function readFields(bytes: Buffer): readonly HeaderField[] {
  const lines = withLineFeeds(bytes);
  return parseBlock(lines, 0, lines.length, { hasBlankLines: true }).fields;
}

/**
 * Offset at which the header of a message begins: behind blank lines and the `From ` line of an mbox,
 * also one that a server quoted as `>From ` (RFC 4155, appendix A).
 */
export function headerStart(bytes: Buffer, start: number, end: number): number {
  let at = skipBlankLines(bytes, start, end);
  for (let lines = 0; lines < MAIL_LIMITS.mboxLines; lines += 1) {
    const next = mboxLineEnd(bytes, at, end);
    if (next === at) break;
    at = skipBlankLines(bytes, next, end);
  }
  countScanned(at - start);
  return at;
}

/** Offset behind a `From ` or `>From ` line at `at`, or `at` where none stands there. */
function mboxLineEnd(bytes: Buffer, at: number, end: number): number {
  if (bytes[at] !== QUOTE && bytes[at] !== MBOX_FIRST) return at;
  let next = at;
  while (bytes[next] === QUOTE && next < at + MAIL_LIMITS.mboxLines) next += 1;
  if (bytes.toString('latin1', next, Math.min(end, next + MBOX.length)) !== MBOX) return at;
  next += MBOX.length;
  while (next < end && (bytes[next] === 0x20 || bytes[next] === 0x09)) next += 1;
  // `From : a@example.com` is a field (RFC 5322 §4.5.2).
  if (bytes[next] === COLON) return at;
  while (next < end && bytes[next] !== LF && bytes[next] !== CR) next += 1;
  return next;
}

/** Offset of the first line that is not empty. */
function skipBlankLines(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === LF || bytes[at] === CR)) at += 1;
  return at;
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
