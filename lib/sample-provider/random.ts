// Randomness that can be repeated: the sample provider's only source of variety.
// Promise: the same label gives the same numbers on every machine and in every release of Node.
// Source: sfc32 ("small fast counter"), seeded through a 32-bit string hash of our own.

/** A seeded stream of numbers. `fork` opens an independent stream, so that one consumer cannot disturb another. */
export class Random {
  readonly #label: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(label: string) {
    this.#label = label;
    this.#a = hash32(label, 0x9e3779b9);
    this.#b = hash32(label, 0x85ebca6b);
    this.#c = hash32(label, 0xc2b2ae35);
    for (let round = 0; round < 12; round += 1) this.next32();
  }

  /** A stream of its own below this one; independent of how much of this one was used. */
  fork(label: string): Random {
    return new Random(`${this.#label}/${label}`);
  }

  /** 32 random bits as an unsigned integer. */
  next32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 ≤ n < 1. */
  fraction(): number {
    return this.next32() / 4294967296;
  }

  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of a list that must not be empty. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('Random.pick needs a list with at least one entry');
    return list[Math.floor(this.fraction() * list.length)] as T;
  }

  /** One of a list by weight; weights need not add up to anything. */
  weighted<T>(list: readonly (readonly [T, number])[]): T {
    let rest = this.fraction() * list.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of list) {
      rest -= weight;
      if (rest < 0) return value;
    }
    return this.pick(list)[0];
  }

  /** Characters of an alphabet of at most 64, six bits each. */
  text(alphabet: string, length: number): string {
    let out = '';
    for (let index = 0; index < length; index += 1) {
      out += alphabet[(this.next32() >>> 8) % alphabet.length];
    }
    return out;
  }
}

export const HEX = '0123456789abcdef';
export const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
export const LOWER_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const DIGITS = '0123456789';

function hash32(text: string, start: number): number {
  let hash = start | 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return (hash ^ (hash >>> 15)) | 0;
}
