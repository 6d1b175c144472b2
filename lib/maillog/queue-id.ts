// A queue id as numbers: found and compared in a few steps, without a string.
// Promise: exact. Ids of Postfix and Exim have at most sixteen bytes, nearly always; of longer ones the text decides too.

import { rangeIs } from './bytes';
import { hashRange, mixed, wordsOf } from './words';

const WHOLE = 16;

export class QueueId {
  hash = 0;
  #length = 0;
  /** Four words; the last one ends with the id, and may lie over the one before it. */
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  /** Reads the id in the range, in place of the one before. */
  read(bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    this.#length = length;
    if (length < 4) return this.#readShort(bytes, start, end);
    const words = wordsOf(bytes);
    this.#a = words.getInt32(start, true);
    this.#b = length < 8 ? 0 : words.getInt32(start + 4, true);
    this.#c = length < 12 ? 0 : words.getInt32(start + 8, true);
    this.#d = words.getInt32(end - 4, true);
    if (length > WHOLE) this.hash = hashRange(bytes, start, end);
    else this.hash = mixed(mixed(mixed(mixed(length, this.#a), this.#b), this.#c), this.#d) & 0x3fffffff;
  }

  #readShort(bytes: Buffer, start: number, end: number): void {
    this.#a = 0;
    for (let i = start; i < end; i += 1) this.#a = (this.#a << 8) | (bytes[i] as number);
    this.#b = this.#c = this.#d = 0;
    this.hash = mixed(end - start, this.#a) & 0x3fffffff;
  }

  /** Whether this is the id that `text` was made of; `kept` was read from the same bytes as `text`. */
  is(kept: QueueId, text: string, bytes: Buffer, start: number, end: number): boolean {
    return (
      this.hash === kept.hash &&
      this.#d === kept.#d &&
      this.#c === kept.#c &&
      this.#b === kept.#b &&
      this.#a === kept.#a &&
      this.#length === kept.#length &&
      (this.#length <= WHOLE || rangeIs(bytes, start, end, text))
    );
  }

  /** As it is now, to be kept. */
  copy(): QueueId {
    const copy = new QueueId();
    copy.hash = this.hash;
    copy.#length = this.#length;
    copy.#a = this.#a;
    copy.#b = this.#b;
    copy.#c = this.#c;
    copy.#d = this.#d;
    return copy;
  }
}
