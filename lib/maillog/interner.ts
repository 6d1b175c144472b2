// Strings that come again, made once: hosts, domains, logins.
// Promise: exact, bounded in memory; what was driven out is made anew. The bytes as they stand in the log are kept beside
// each string: comparing them costs a quarter of comparing letters of a string, and a look touches one line of the cache.

import { textOf } from './bytes';
import { hashRange, isSame, wordsOf } from './words';

/** Bytes of a cell: hash, length, and the text. */
const CELL = 64;
const HEAD = 8;
/** Longer texts are made each time: no host, domain or login that is common is so long. */
const MAX_TEXT = CELL - HEAD;
const FIRST_SLOTS = 1 << 10;

export class Interner {
  readonly #maxSlots: number;
  readonly #isLowered: boolean;
  #cells = new DataView(new ArrayBuffer(FIRST_SLOTS * CELL));
  #texts = new Array<string>(FIRST_SLOTS).fill('');
  #made = 0;

  /** `maxSlots` is a power of two, at least 1,024. With `isLowered` ASCII letters are lowered. */
  constructor({ maxSlots = 1 << 16, isLowered = false } = {}) {
    this.#maxSlots = maxSlots;
    this.#isLowered = isLowered;
  }

  /** The text of a range. */
  of(bytes: Buffer, start: number, end: number): string {
    if (end - start > MAX_TEXT) return this.#make(bytes, start, end);
    const hash = hashRange(bytes, start, end);
    const slot = hash & (this.#texts.length - 1);
    if (this.#holds(slot, hash, bytes, start, end)) return this.#texts[slot] as string;
    if (this.#holds(slot ^ 1, hash, bytes, start, end)) return this.#texts[slot ^ 1] as string;
    return this.#add(hash, bytes, start, end);
  }

  #holds(slot: number, hash: number, bytes: Buffer, start: number, end: number): boolean {
    const cells = this.#cells;
    const at = slot * CELL;
    if (cells.getInt32(at, true) !== hash || cells.getInt32(at + 4, true) !== end - start) return false;
    return isSame(wordsOf(bytes), start, cells, at + HEAD, end - start);
  }

  /** Each text has two slots by its hash; a third one drives out one of them, in turn. */
  #add(hash: number, bytes: Buffer, start: number, end: number): string {
    this.#made += 1;
    if (this.#made > this.#texts.length / 2 && this.#texts.length < this.#maxSlots) this.#grow();
    const first = hash & (this.#texts.length - 1);
    const slot = this.#texts[first] === '' ? first : first ^ (this.#made & 1);
    const text = this.#make(bytes, start, end);
    const at = slot * CELL;
    this.#cells.setInt32(at, hash, true);
    this.#cells.setInt32(at + 4, end - start, true);
    for (let i = start; i < end; i += 1) this.#cells.setUint8(at + HEAD + i - start, bytes[i] as number);
    this.#texts[slot] = text;
    return text;
  }

  /** Wider, and empty: what comes again is soon known again. */
  #grow(): void {
    const slots = this.#texts.length * 4;
    this.#cells = new DataView(new ArrayBuffer(slots * CELL));
    this.#texts = new Array<string>(slots).fill('');
    this.#made = 0;
  }

  #make(bytes: Buffer, start: number, end: number): string {
    const text = textOf(bytes, start, end);
    return this.#isLowered ? text.toLowerCase() : text;
  }
}
