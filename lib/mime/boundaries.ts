// Delimiter lines of all multiparts that are open at a place of the mail.
// Promise: the mail is gone over once, whatever the nesting; a delimiter counts only at the start of a
// line and where nothing but blanks follows it, so that one boundary may be the beginning of another.
// Source: RFC 2046 §5.1.1, and §5.1.2: delimiters of the outer levels count inside the inner ones.

import { MAIL_LIMITS } from './limits';
import { countScanned } from './work';

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;
const NOTHING = Buffer.alloc(0);
const TWO_DASHES = Buffer.from('--');
/** Two dashes before a boundary and two behind the last one. */
const DASHES = 4;

/** One delimiter line. */
export interface Delimiter {
  /** Which of the open multiparts it belongs to. */
  readonly level: number;
  readonly isLast: boolean;
  /** Offset of its first dash. */
  readonly start: number;
  /** Offset of the line after it. */
  readonly next: number;
}

/** The boundaries open at a place of `bytes`, by level, and the search for their delimiters. */
export class OpenBoundaries {
  readonly #bytes: Buffer;
  readonly #levels = new Map<string, number>();
  /** The same, outermost first: they open and close like brackets. */
  readonly #open: { readonly text: string; readonly level: number }[] = [];
  /** The dashes, and the boundary where only one is open: then the search skips in long strides. */
  #needle: Buffer = NOTHING;
  #onlyLevel = -1;
  #longest = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Opens a boundary. One that is open already stays what it is: the outer level's. */
  open(level: number, boundary: string): void {
    // Lines are compared as the bytes that they are, one character a byte.
    const text = isAsciiText(boundary) ? boundary : Buffer.from(boundary, 'utf8').toString('latin1');
    if (this.#levels.has(text)) return;
    this.#levels.set(text, level);
    this.#open.push({ text, level });
    this.#prepare();
  }

  /** Forgets the boundaries of `level` and of all deeper ones. */
  closeFrom(level: number): void {
    const size = this.#open.length;
    for (let last = this.#open.at(-1); last !== undefined && last.level >= level; last = this.#open.at(-1)) {
      this.#levels.delete(last.text);
      this.#open.pop();
    }
    if (this.#open.length !== size) this.#prepare();
  }

  #prepare(): void {
    this.#longest = 0;
    for (const { text } of this.#open) this.#longest = Math.max(this.#longest, text.length + DASHES);
    const only = this.#open[0];
    const isAlone = only !== undefined && this.#open.length === 1;
    this.#onlyLevel = isAlone ? only.level : -1;
    if (only === undefined) this.#needle = NOTHING;
    else this.#needle = isAlone ? Buffer.from(`--${only.text}`, 'latin1') : TWO_DASHES;
  }

  /** The first delimiter at or after `from`, which must be the start of a line, or null. */
  next(from: number): Delimiter | null {
    const bytes = this.#bytes;
    const needle = this.#needle;
    if (needle === NOTHING) return null;
    for (let line = from; line < bytes.length;) {
      const found = bytes.indexOf(needle, line);
      countScanned((found < 0 ? bytes.length : found) - line);
      if (found < 0) return null;
      const isLineStart = found === from || bytes[found - 1] === LF;
      const delimiter = isLineStart ? this.#match(found) : null;
      if (delimiter !== null) return delimiter;
      line = this.#lineAfter(found);
      // Lines of dashes come in rows: what begins with two is looked at without another search.
      while (bytes[line] === DASH && bytes[line + 1] === DASH) {
        const next = this.at(line);
        if (next !== null) return next;
        line = this.#lineAfter(line);
      }
    }
    return null;
  }

  /** One look at a line is enough, also where it is nothing but dashes. */
  #lineAfter(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    while (at < bytes.length && bytes[at] !== LF) at += 1;
    countScanned(at - from);
    return at + 1;
  }

  /** The delimiter on a line that begins with the needle, or null where it is none. */
  #match(line: number): Delimiter | null {
    if (this.#onlyLevel < 0) return this.at(line);
    const bytes = this.#bytes;
    const tail = line + this.#needle.length;
    const isLast = bytes[tail] === DASH && bytes[tail + 1] === DASH;
    const end = lineEndAfterBlanks(bytes, isLast ? tail + 2 : tail);
    countScanned(Math.min(Math.abs(end), bytes.length) - line);
    return end < 0 ? null : { level: this.#onlyLevel, isLast, start: line, next: end };
  }

  /** Whether an open boundary begins with that byte: most lines of dashes are told apart by it. */
  #mayBegin(byte: number): boolean {
    for (const { text } of this.#open) if (text.charCodeAt(0) === byte) return true;
    return false;
  }

  /** The delimiter on the line that starts at `line`, or null where it is none. */
  at(line: number): Delimiter | null {
    const bytes = this.#bytes;
    if (bytes[line] !== DASH || bytes[line + 1] !== DASH) return null;
    if (!this.#mayBegin(bytes[line + 2] ?? 0)) return null;
    let textEnd = line + 2;
    const farthest = Math.min(bytes.length, line + this.#longest);
    while (textEnd < farthest && bytes[textEnd] !== LF) textEnd += 1;
    while (isBlank(bytes[textEnd - 1])) textEnd -= 1;
    const next = lineEndAfterBlanks(bytes, textEnd);
    countScanned(Math.abs(next) - line);
    if (next < 0) return null;
    const text = bytes.toString('latin1', line + 2, textEnd);
    const level = this.#levels.get(text);
    const lastLevel = text.endsWith('--') ? this.#levels.get(text.slice(0, -2)) : undefined;
    // Where one boundary is another one with two dashes behind it, the outer level counts.
    if (lastLevel !== undefined && (level === undefined || lastLevel < level)) {
      return { level: lastLevel, isLast: true, start: line, next };
    }
    return level === undefined ? null : { level, isLast: false, start: line, next };
  }
}

/** Offset behind the line end where only blanks stand before it; else the negative of where something does. */
function lineEndAfterBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at += 1;
  if (at >= bytes.length) return bytes.length;
  return bytes[at] === LF ? at + 1 : -at;
}

/** True where a Content-Type's boundary can delimit anything. */
export function isUsableBoundary(boundary: string): boolean {
  return boundary !== '' && boundary.length <= MAIL_LIMITS.boundaryChars;
}

/** End of what stands before a delimiter: the line end before it is its own (RFC 2046 §5.1.1). */
export function endBefore(bytes: Buffer, from: number, delimiter: number): number {
  let end = delimiter;
  if (end > from && bytes[end - 1] === LF) end -= 1;
  if (end > from && bytes[end - 1] === CR) end -= 1;
  return end;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === CR;
}

function isAsciiText(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
