// The lines of a header block to its fields.
// Promise: one pass, linear; every line becomes part of a field or a stray line, nothing is dropped.
// A value is unfolded and decoded when somebody asks for it: most are never asked for.
// Source: RFC 5322 §2.2 (fields), §2.2.3 (folding); RFC 4155 (the mbox line).

import { isAscii } from 'node:buffer';

import { fieldKey } from './field-keys';
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

export interface HeaderBlock {
  readonly fields: readonly HeaderField[];
  /** Bytes up to and with the blank line. */
  readonly length: number;
  /** True where a blank line ended the block. */
  readonly isEnded: boolean;
  /** True where reading stopped at MAIL_LIMITS.headerFields. */
  readonly isOverfull: boolean;
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

/** Reads fields up to the first blank line, or past blank lines where `hasBlankLines`. */
export function parseBlock(bytes: Buffer, options: { hasBlankLines: boolean }): HeaderBlock {
  const text = bytes.toString('latin1');
  const source = { text, isPlain: isAscii(bytes) && !text.includes('\0') };
  const fields: HeaderField[] = [];
  let at = mboxLineLength(text);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) === LF)) {
      at += code === LF ? 1 : 2;
      if (options.hasBlankLines) continue;
      return { fields, length: at, isEnded: true, isOverfull: false };
    }
    if (fields.length >= MAIL_LIMITS.headerFields) {
      return { fields, length: at, isEnded: false, isOverfull: true };
    }
    at = readField(source, at, fields);
  }
  return { fields, length: text.length, isEnded: false, isOverfull: false };
}

/** Reads the field at `at` with its continuation lines; gives the offset of the next line. */
function readField(source: Text, at: number, fields: HeaderField[]): number {
  const { text } = source;
  let lineEnd = text.indexOf('\n', at);
  while (lineEnd >= 0 && isBlank(text.charCodeAt(lineEnd + 1))) {
    lineEnd = text.indexOf('\n', lineEnd + 1);
  }
  const end = lineEnd < 0 ? text.length : lineEnd;
  const nameEnd = fieldNameEnd(text, at, end);
  let colon = nameEnd;
  while (colon < end && isBlank(text.charCodeAt(colon))) colon += 1;
  if (nameEnd > at && colon < end && text.charCodeAt(colon) === COLON) {
    const name = text.slice(at, nameEnd);
    fields.push(new LazyField(source, colon + 1, end, name, fieldKey(name)));
  } else {
    const value = readValue(source, at, end);
    if (value !== '') fields.push({ name: '', key: '', value });
  }
  return end + 1;
}

/** Length of a leading `From ` or `>From ` line, which belongs to no header. */
function mboxLineLength(text: string): number {
  const begin = text.startsWith('>') ? 1 : 0;
  if (!text.startsWith('From ', begin)) return 0;
  let next = begin + 5;
  while (isBlank(text.charCodeAt(next))) next += 1;
  if (text.charCodeAt(next) === COLON) return 0;
  return text.indexOf('\n', next) + 1;
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
  let start = from;
  // Only so much is looked at that the cut below cannot be missed.
  let end = Math.min(to, from + MAIL_LIMITS.fieldValueChars * 4);
  while (start < end && isBlank(source.text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(source.text.charCodeAt(end - 1))) end -= 1;
  let value = source.text.slice(start, end);
  if (!source.isPlain) value = decodeRawText(value);
  if (value.includes('\n')) value = unfold(value);
  // A CR alone is no line end (RFC 5322 §2.2) and must not become one on somebody's screen.
  if (value.includes('\r')) value = value.replaceAll('\r', ' ');
  if (source.isPlain && value.length <= MAIL_LIMITS.fieldValueChars) return value;
  return safeText(value, MAIL_LIMITS.fieldValueChars);
}

/** Joins the lines: each line end with the blanks after it is one space. */
function unfold(folded: string): string {
  let joined = '';
  let from = 0;
  for (let at = folded.indexOf('\n'); at >= 0; at = folded.indexOf('\n', from)) {
    const end = at > from && folded.charCodeAt(at - 1) === CR ? at - 1 : at;
    joined += `${folded.slice(from, end)} `;
    from = at + 1;
    while (isBlank(folded.charCodeAt(from))) from += 1;
  }
  return (joined + folded.slice(from)).trim();
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
