// The lines of a header block to its fields.
// Promise: one pass, linear; every line becomes part of a field or a stray line, nothing is dropped.
// A value is unfolded and decoded when somebody asks for it: most are never asked for.
// Source: RFC 5322 §2.2 (fields), §2.2.3 (folding); RFC 4155 (the mbox line).

import { isAscii } from 'node:buffer';

import { fieldNameAt } from './field-keys';
import { MAIL_LIMITS } from './limits';
import { decodeRawText, safeText } from './text';
import { countKept, countScanned } from './work';

/** One field. A line that is no field has the empty `name` and `key` and stands in `value`. */
export interface HeaderField {
  /** As written. */
  readonly name: string;
  /** In lower case. */
  readonly key: string;
  /** Unfolded and trimmed; each fold is one space. */
  readonly value: string;
}

export interface HeaderBlock {
  readonly fields: readonly HeaderField[];
  /** Offset of the first byte after the block and its blank line. */
  readonly next: number;
  readonly end: BlockEnd;
}

/**
 * What ended a block: a blank line; a line that the caller knows as no part of it; the range; or a limit
 * (MAIL_LIMITS.headerFields, MAIL_LIMITS.headerBytes).
 */
export type BlockEnd = 'blank-line' | 'delimiter' | 'range' | 'fields' | 'bytes';

/** What knows whether the line at an offset is a delimiter. */
export interface Delimiters {
  at(line: number): object | null;
}

export interface BlockOptions {
  /** Blank lines do not end the block. */
  readonly hasBlankLines?: boolean;
  /** The delimiters that end the block although its blank line is missing (RFC 2046 §5.1.2). */
  readonly boundaries?: Delimiters;
}

interface Text {
  text: string;
  /** ASCII without NUL: a value is a slice of the text and needs neither decoding nor repair. */
  isPlain: boolean;
}

/** A field over the text of its block. */
class LazyField implements HeaderField {
  readonly #source: Text;
  readonly #from: number;
  readonly #to: number;
  #value: string | null = null;

  constructor(
    source: Text,
    from: number,
    to: number,
    readonly name: string,
    readonly key: string,
  ) {
    this.#source = source;
    this.#from = from;
    this.#to = to;
  }

  get value(): string {
    return (this.#value ??= readValue(this.#source, this.#from, this.#to));
  }
}

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const DASH = 0x2d;

/**
 * A message's header is read from text of this length where it ends within: lines are found several
 * times as fast in text as in bytes. Parts have short headers, and there are many of them: they are
 * read as far as they reach, to the byte.
 */
const MESSAGE_LOOK_BYTES = 4_096;

/** Reads the fields that begin at `start`, at most MAIL_LIMITS.headerBytes of them. */
export function parseBlock(bytes: Buffer, start: number, end: number, options: BlockOptions): HeaderBlock {
  const limit = Math.min(end, start + MAIL_LIMITS.headerBytes);
  const lookEnd = options.boundaries === undefined ? Math.min(limit, start + MESSAGE_LOOK_BYTES) : start;
  const look = lookEnd > start ? bytes.toString('latin1', start, lookEnd) : '';
  // Where fields begin, and at last where the block ends, counted from its start.
  const lines: number[] = [];
  // Beyond the limit nothing is looked for, not even the end of a line.
  const region = limit < bytes.length ? bytes.subarray(0, limit) : bytes;
  const found = findLines({ bytes: region, start, end: limit, look }, options, lines);
  const length = lines[lines.length - 1] ?? 0;
  const text = length <= look.length ? look : bytes.toString('latin1', start, start + length);
  const source = { text, isPlain: isPlain(bytes, start, text, length) };
  countScanned(found.next - start + text.length + (text === look ? 0 : look.length));
  countKept(text.length);
  const fields: HeaderField[] = [];
  for (let i = 1; i < lines.length; i += 1) {
    addField(source, lines[i - 1] ?? 0, lines[i] ?? 0, fields);
  }
  return { fields, next: found.next, end: found.end === 'range' && limit < end ? 'bytes' : found.end };
}

/** Of so many characters a look at each costs less than a call that looks at many at a time. */
const SHORT_CHARS = 80;

/** True for ASCII without NUL among the first `length` characters of `text`, which stand in `bytes` from `start` on. */
function isPlain(bytes: Buffer, start: number, text: string, length: number): boolean {
  if (length > SHORT_CHARS) return isAscii(bytes.subarray(start, start + length)) && !text.includes('\0');
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0 || code > 0x7f) return false;
  }
  return true;
}

interface LineRange {
  bytes: Buffer;
  start: number;
  end: number;
  /** The beginning of the range as text, one character a byte. */
  look: string;
}

/** Finds where fields begin; continuation lines belong to the field before them. */
function findLines(
  range: LineRange,
  options: BlockOptions,
  lines: number[],
): { next: number; end: BlockEnd } {
  const { bytes, start, end } = range;
  let at = start;
  while (at < end) {
    const code = bytes[at] ?? 0;
    if (code === LF || (code === CR && bytes[at + 1] === LF)) {
      if (options.hasBlankLines !== true) {
        lines.push(at - start);
        return { next: at + (code === LF ? 1 : 2), end: 'blank-line' };
      }
    } else if (code === DASH && (options.boundaries?.at(at) ?? null) !== null) {
      lines.push(at - start);
      return { next: at, end: 'delimiter' };
    } else if (lines.length === 0 || !isBlank(code)) {
      lines.push(at - start);
      if (lines.length > MAIL_LIMITS.headerFields) return { next: at, end: 'fields' };
    }
    at = nextLine(range, at);
  }
  lines.push(end - start);
  return { next: end, end: 'range' };
}

/** Offset of the line after the one at `at`; the end of the range where there is none. */
function nextLine({ bytes, start, end, look }: LineRange, at: number): number {
  const inLook = at - start < look.length ? look.indexOf('\n', at - start) : -1;
  if (inLook >= 0) return start + inLook + 1;
  const from = Math.max(at, start + look.length);
  const shortEnd = Math.min(end, from + SHORT_CHARS);
  for (let short = from; short < shortEnd; short += 1) if (bytes[short] === LF) return short + 1;
  const lineEnd = bytes.indexOf(LF, shortEnd);
  return lineEnd < 0 ? end : lineEnd + 1;
}

/** Reads the field or stray line between two offsets of the text. */
function addField(source: Text, from: number, to: number, fields: HeaderField[]): void {
  const { text } = source;
  const nameEnd = fieldNameEnd(text, from, to);
  let colon = nameEnd;
  while (colon < to && isBlank(text.charCodeAt(colon))) colon += 1;
  countScanned(colon - from);
  if (nameEnd > from && colon < to && text.charCodeAt(colon) === COLON) {
    const { name, key } = fieldNameAt(text, from, nameEnd);
    fields.push(new LazyField(source, colon + 1, to, name, key));
    return;
  }
  const value = readValue(source, from, to);
  if (value !== '') fields.push({ name: '', key: '', value });
}

/** End of the characters that a name may have (RFC 5322 §2.2), or `from` where there are too many. */
function fieldNameEnd(text: string, from: number, end: number): number {
  const limit = Math.min(end, from + MAIL_LIMITS.fieldNameChars);
  for (let at = from; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x21 || code > 0x7e || code === COLON) return at;
  }
  return from;
}

/** The value on one line: every fold with its blanks becomes one space. */
function readValue(source: Text, from: number, to: number): string {
  const { text } = source;
  let start = from;
  // Only so much is looked at that the cut below cannot be missed.
  let end = Math.min(to, from + MAIL_LIMITS.fieldValueChars * 4);
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  countScanned(end - from);
  if (source.isPlain && end - start <= MAIL_LIMITS.fieldValueChars) {
    const lineEnd = text.indexOf('\n', start);
    return withoutCr(lineEnd >= 0 && lineEnd < end ? unfold(text, start, end) : text.slice(start, end));
  }
  const written = source.isPlain ? text.slice(start, end) : decodeRawText(text.slice(start, end));
  const value = written.includes('\n') ? unfold(written, 0, written.length) : written;
  return safeText(withoutCr(value), MAIL_LIMITS.fieldValueChars);
}

/** A CR alone is no line end (RFC 5322 §2.2) and must not become one on somebody's screen. */
function withoutCr(value: string): string {
  return value.includes('\r') ? value.replaceAll('\r', ' ') : value;
}

/** Joins the lines between two offsets: each line end with the blanks after it is one space. */
function unfold(text: string, start: number, end: number): string {
  let joined = '';
  let from = start;
  for (let at = text.indexOf('\n', from); at >= 0 && at < end; at = text.indexOf('\n', from)) {
    const lineEnd = at > from && text.charCodeAt(at - 1) === CR ? at - 1 : at;
    joined += `${text.slice(from, lineEnd)} `;
    from = at + 1;
    while (from < end && isBlank(text.charCodeAt(from))) from += 1;
  }
  return (joined + text.slice(from, end)).trim();
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
