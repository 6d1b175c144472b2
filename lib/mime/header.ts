// One header block: where it ends, and its fields in order.
// Promise: linear time, at most MAIL_LIMITS.headerBytes looked at, never throws. Reads LF, CRLF and
// CR line ends, folding, an mbox "From " line, 8-bit text and blanks before the colon.
// Source: RFC 5322 §2.2, §3.2.2, §4.5; RFC 6532.

import { isAscii } from 'node:buffer';

import { MAIL_LIMITS } from './limits';
import { decodeRawText, safeText } from './text';

/** One field. A line that is no field has the empty `name` and `key` and stands in `value`. */
export interface HeaderField {
  /** As written. */
  readonly name: string;
  /** In lower case. */
  readonly key: string;
  /** Unfolded and trimmed; each fold is one space. */
  readonly value: string;
}

export interface Header {
  readonly fields: readonly HeaderField[];
  /** Offset of the first byte after the blank line. */
  readonly bodyStart: number;
  /** What did not fit: the rest of the block or of its fields was not read. */
  readonly excess: 'header-too-large' | 'too-many-header-fields' | null;
}

const LF = 0x0a;
const CR = 0x0d;

/** Reads the header block that begins at `start`. Offsets refer to `bytes`. */
export function readHeader(bytes: Buffer, start: number, end: number): Header {
  const windowEnd = Math.min(end, start + MAIL_LIMITS.headerBytes + 4);
  let window = bytes.subarray(start, windowEnd);
  if (!window.includes(LF) && window.includes(CR)) window = withLineFeeds(window);
  const first = mboxLineLength(window);
  const block = findBlockEnd(window, first);
  const isCut = block.next < 0 && windowEnd < end;
  const blockEnd = Math.min(block.end, MAIL_LIMITS.headerBytes);
  const { fields, isComplete } = parseFields(window.subarray(first, blockEnd));
  const excess = isCut || block.end > blockEnd ? 'header-too-large' : null;
  return {
    fields,
    bodyStart: block.next < 0 ? end : start + block.next,
    excess: excess ?? (isComplete ? null : 'too-many-header-fields'),
  };
}

/**
 * Reads text that is nothing but fields, blank lines between them included, as the machine-readable
 * part of a report is.
 */
export function readFields(bytes: Buffer): HeaderField[] {
  const isOldMac = !bytes.includes(LF) && bytes.includes(CR);
  return parseFields(isOldMac ? withLineFeeds(bytes) : bytes).fields;
}

/** Offset of the first line that is not empty. */
export function skipBlankLines(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === LF || bytes[at] === CR)) at += 1;
  return at;
}

/** A copy with CR in place of LF turned round, for text of old Macintosh systems. */
export function withLineFeeds(bytes: Buffer): Buffer {
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

/** Length of a leading `From ` or `>From ` line (RFC 4155), which belongs to no header. */
function mboxLineLength(window: Buffer): number {
  const begin = window[0] === 0x3e ? 1 : 0;
  if (window.toString('latin1', begin, begin + 5) !== 'From ') return 0;
  let next = begin + 5;
  while (window[next] === 0x20) next += 1;
  if (window[next] === 0x3a) return 0;
  const lineEnd = window.indexOf(LF, next);
  return lineEnd < 0 ? 0 : lineEnd + 1;
}

/** End of the block and start of what follows (-1 where no blank line comes). */
function findBlockEnd(window: Buffer, from: number): { end: number; next: number } {
  if (window[from] === LF) return { end: from, next: from + 1 };
  if (window[from] === CR && window[from + 1] === LF) return { end: from, next: from + 2 };
  const firstLine = window.indexOf(LF, from);
  if (firstLine < 0) return { end: window.length, next: -1 };
  // The needle of this mail's own line ends first: it bounds the search for the other one.
  const needles = window[firstLine - 1] === CR ? ['\n\r\n', '\n\n'] : ['\n\n', '\n\r\n'];
  let best = { end: window.length, next: -1 };
  for (const needle of needles) {
    const at = window.subarray(0, best.end + 2).indexOf(needle, from, 'latin1');
    if (at >= 0 && at < best.end) best = { end: at, next: at + needle.length };
  }
  return best;
}

function parseFields(block: Buffer): { fields: HeaderField[]; isComplete: boolean } {
  const text = block.toString('latin1');
  const decode = isAscii(block) ? asItStands : decodeRawText;
  const fields: HeaderField[] = [];
  let at = 0;
  while (at < text.length) {
    if (fields.length >= MAIL_LIMITS.headerFields) return { fields, isComplete: false };
    let lineEnd = text.indexOf('\n', at);
    while (lineEnd >= 0 && isBlank(text.charCodeAt(lineEnd + 1))) {
      lineEnd = text.indexOf('\n', lineEnd + 1);
    }
    const end = lineEnd < 0 ? text.length : lineEnd;
    if (end > at) pushField(fields, text.slice(at, end), decode);
    at = end + 1;
  }
  return { fields, isComplete: true };
}

type Decode = (latin1: string) => string;

function asItStands(text: string): string {
  return text;
}

function pushField(fields: HeaderField[], raw: string, decode: Decode): void {
  const colon = raw.indexOf(':');
  const name = colon > 0 ? fieldName(raw, colon) : '';
  if (name !== '') {
    fields.push({ name, key: name.toLowerCase(), value: unfold(raw.slice(colon + 1), decode) });
    return;
  }
  const value = unfold(raw, decode);
  if (value !== '') fields.push({ name: '', key: '', value });
}

/** The name before the colon, or '' where those characters cannot be one (RFC 5322 §2.2). */
function fieldName(raw: string, colon: number): string {
  let end = colon;
  while (end > 0 && isBlank(raw.charCodeAt(end - 1))) end -= 1;
  if (end > MAIL_LIMITS.fieldNameChars) return '';
  for (let i = 0; i < end; i += 1) {
    const code = raw.charCodeAt(i);
    if (code < 0x21 || code > 0x7e) return '';
  }
  return raw.slice(0, end);
}

/** One line of it: every fold with its blanks becomes one space (RFC 5322 §2.2.3). */
function unfold(raw: string, decode: Decode): string {
  // Only so much is looked at that the cut below cannot be missed.
  let text = decode(raw.slice(0, MAIL_LIMITS.fieldValueChars * 4));
  if (text.includes('\n')) text = text.replace(/\r?\n[ \t]+/g, ' ');
  if (text.includes('\r')) text = text.replaceAll('\r', ' ');
  return safeText(text.trim(), MAIL_LIMITS.fieldValueChars);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
