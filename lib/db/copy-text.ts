// Rows in the text form of COPY, written as bytes into a buffer: most of a wide row is ASCII that needs no escape, and a
// string for each field, row and table costs more than everything else of sending it.
// Promise: what the server reads is the value, whatever is in it. Source: PostgreSQL documentation, COPY, "Text Format",
// and "Array Input and Output Syntax".

/** What a field can be. Objects go as JSON, lists as arrays of text; bytes in a list are ASCII, a NUL becomes U+FFFD. */
export type CopyValue =
  string | number | boolean | Date | null | readonly (string | Uint8Array)[] | { json: unknown };

const DAY = 86_400_000;
const TAB = 0x09;
const LF = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
/** Bytes of one character at most: a backslash in a list is written as four, and so is an emoji of two units. */
const WIDEST = 4;

/** The letter behind the backslash, by byte; 0 where the byte stands for itself. */
const ESCAPES = new Uint8Array(256);
for (const [byte, letter] of [
  ['\\', '\\'],
  ['\n', 'n'],
  ['\r', 'r'],
  ['\t', 't'],
  ['\b', 'b'],
  ['\f', 'f'],
  ['\v', 'v'],
] as const)
  ESCAPES[byte.charCodeAt(0)] = letter.charCodeAt(0);

/** 1 for what is itself also within the quotes of a list. */
const IS_PLAIN = new Uint8Array(256)
  .fill(1)
  .map((_, byte) => (byte === 0 || byte === QUOTE || ESCAPES[byte] !== 0 ? 0 : 1));

export class CopyText {
  #bytes: Buffer;
  #at = 0;
  /** The day whose date is written out, as `2026-11-21T`. */
  #day = NaN;
  #date = '';

  /** `size`: bytes that there is room for at first; more find room too. */
  constructor(size = 16 * 1024) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  /** Bytes written since the last `take`. */
  get length(): number {
    return this.#at;
  }

  /** What was written since the last call; the caller's own. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#at);
    this.#bytes = Buffer.allocUnsafe(this.#bytes.length);
    this.#at = 0;
    return taken;
  }

  row(values: readonly CopyValue[]): void {
    for (let i = 0; i < values.length; i += 1) {
      if (i > 0) this.#byte(TAB);
      this.#field(values[i] as CopyValue);
    }
    this.#byte(LF);
  }

  #field(value: CopyValue): void {
    if (value === null) this.#plain('\\N');
    else if (typeof value === 'string') this.#text(value);
    else if (typeof value === 'number') this.#plain(String(value));
    else if (typeof value === 'boolean') this.#plain(value ? 't' : 'f');
    else if (value instanceof Date) this.#moment(value.getTime());
    else if ('json' in value) this.#text(JSON.stringify(value.json));
    else this.#list(value);
  }

  #list(values: readonly (string | Uint8Array)[]): void {
    this.#plain('{');
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] as string | Uint8Array;
      if (i > 0) this.#byte(COMMA);
      this.#byte(QUOTE);
      if (typeof value === 'string') this.#text(value.replace(/["\\]/g, '\\$&'));
      else this.#ascii(value);
      this.#byte(QUOTE);
    }
    this.#plain('}');
  }

  /** ASCII bytes as an element of a list: nearly always such that stand for themselves. */
  #ascii(text: Uint8Array): void {
    this.#reserve(text.length * WIDEST);
    let i = 0;
    while (i < text.length && IS_PLAIN[text[i] as number] === 1) i += 1;
    this.#bytes.set(i === text.length ? text : text.subarray(0, i), this.#at);
    this.#at += i;
    for (; i < text.length; i += 1) this.#element(text[i] as number);
  }

  #element(byte: number): void {
    if (byte === BACKSLASH || byte === QUOTE) this.#plain('\\\\');
    const escape = ESCAPES[byte] as number;
    if (byte === 0) this.#at += this.#bytes.write('\u{fffd}', this.#at, 'utf8');
    else if (byte === BACKSLASH) this.#plain('\\\\');
    else if (escape === 0) this.#byte(byte);
    else this.#plain(`\\${String.fromCharCode(escape)}`);
  }

  #text(text: string): void {
    this.#reserve(text.length * WIDEST);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit > 127) {
        this.#at = at;
        this.#wide(text.slice(i));
        return;
      }
      const escape = ESCAPES[unit] as number;
      if (escape !== 0) bytes[at++] = BACKSLASH;
      bytes[at++] = escape !== 0 ? escape : unit;
    }
    this.#at = at;
  }

  /** Text that is not all ASCII. */
  #wide(text: string): void {
    const whole = text.replace(/[\\\n\r\t\b\f\v]/g, (char) => `\\${letterOf(char)}`);
    this.#at += this.#bytes.write(whole, this.#at, 'utf8');
  }

  /** `2026-11-21T12:00:00.000Z`. Throws a RangeError for what is no time. */
  #moment(ms: number): void {
    const day = Math.floor(ms / DAY);
    if (day !== this.#day) {
      this.#date = new Date(ms).toISOString().slice(0, -13);
      this.#day = day;
    }
    this.#plain(this.#date);
    const rest = ms - day * DAY;
    this.#digits(Math.floor(rest / 3_600_000), 2);
    this.#plain(':');
    this.#digits(Math.floor(rest / 60_000) % 60, 2);
    this.#plain(':');
    this.#digits(Math.floor(rest / 1_000) % 60, 2);
    this.#plain('.');
    this.#digits(rest % 1_000, 3);
    this.#plain('Z');
  }

  #digits(value: number, count: number): void {
    this.#reserve(count);
    let rest = value;
    for (let i = count - 1; i >= 0; i -= 1) {
      this.#bytes[this.#at + i] = 0x30 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.#at += count;
  }

  /** ASCII that needs no escape. */
  #plain(text: string): void {
    this.#reserve(text.length);
    for (let i = 0; i < text.length; i += 1) this.#bytes[this.#at + i] = text.charCodeAt(i);
    this.#at += text.length;
  }

  #byte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#at] = byte;
    this.#at += 1;
  }

  #reserve(count: number): void {
    if (this.#at + count <= this.#bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + count));
    this.#bytes.copy(wider, 0, 0, this.#at);
    this.#bytes = wider;
  }
}

function letterOf(char: string): string {
  return String.fromCharCode(ESCAPES[char.charCodeAt(0)] as number);
}
