// Small tools over log bytes: numbers, comparisons, and strings that are made once.
// Promise: no string per line; what is looked at often (hosts, domains, logins) becomes one string, however often it
// stands in the log.

/** FNV-1a over a range, as a positive 30-bit number: a key that V8 keeps without allocating. */
export function hashRange(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  return (hash ^ (hash >>> 15)) & 0x3fffffff;
}

/** Whether the range holds this ASCII text. */
export function rangeIs(bytes: Buffer, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i += 1) {
    if (bytes[start + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}

/** Whether this ASCII text stands at `at` and ends before `end`. */
export function startsWithAt(bytes: Buffer, at: number, end: number, text: string): boolean {
  return end - at >= text.length && rangeIs(bytes, at, at + text.length, text);
}

/** The number of a range of ASCII digits, at most 15 of them; −1 where anything else stands in it. */
export function numberOf(bytes: Buffer, start: number, end: number): number {
  if (start >= end || end - start > 15) return -1;
  let value = 0;
  for (let i = start; i < end; i += 1) {
    const digit = (bytes[i] as number) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Position of one byte in the range, −1 where it is not there. */
export function findByte(bytes: Buffer, start: number, end: number, byte: number): number {
  for (let i = start; i < end; i += 1) if (bytes[i] === byte) return i;
  return -1;
}

/** The last position of one byte in the range, −1 where it is not there. */
export function findLastByte(bytes: Buffer, start: number, end: number, byte: number): number {
  for (let i = end - 1; i >= start; i -= 1) if (bytes[i] === byte) return i;
  return -1;
}

/** Text of a range, UTF-8, without NUL (which PostgreSQL refuses), at most `max` bytes. */
export function textOf(bytes: Buffer, start: number, end: number, max = 1_000): string {
  const text = bytes.toString('utf8', start, Math.min(end, start + max));
  return text.includes('\0') ? text.replaceAll('\0', '\u{fffd}') : text;
}

/** Strings that come again: the second time, no new one is made. Forgets all of them when there are too many. */
export class Interner {
  readonly #known = new Map<number, string>();
  readonly #limit: number;
  readonly #isLowered: boolean;

  /** With `isLowered` ASCII letters are lowered. */
  constructor({ limit = 50_000, isLowered = false } = {}) {
    this.#limit = limit;
    this.#isLowered = isLowered;
  }

  /** The text of a range. */
  of(bytes: Buffer, start: number, end: number): string {
    const hash = hashRange(bytes, start, end);
    const known = this.#known.get(hash);
    if (known !== undefined && rangeIs(bytes, start, end, known)) return known;
    const written = textOf(bytes, start, end);
    if (this.#known.size >= this.#limit) this.#known.clear();
    const text = this.#isLowered ? written.toLowerCase() : written;
    this.#known.set(hash, text);
    return text;
  }
}
