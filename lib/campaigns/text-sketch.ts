// A sketch of a text: four hashes, of which similar texts share at least one and different ones none.
// Every run of four words is hashed; the hashes fall into twelve bins by their value, each keeps its smallest, and three
// bins make one hash of the sketch. Texts of which a share r of the runs is equal have each hash in common with
// probability r³: 93 in 100 such pairs share one for r = 0.8, 3 in 100 for a common footer that makes a fifth of both.
// Promise: pure, one pass over at most `textBytes`, quoted-printable or not. Numbers, addresses, links and markup are no
// words. Source: A. Broder, "On the resemblance and containment of documents", 1997; P. Li et al., "One Permutation
// Hashing", 2012; RFC 2045 §6.7.

import { leastShingles, textBytes } from './limits';

const BINS = 12;
const BINS_A_HASH = 3;
const EMPTY = 0xffff_ffff;
const LF = 0x0a;
const CR = 0x0d;
const SLASH = 0x2f;
const COLON = 0x3a;
const LT = 0x3c;
const EQUALS = 0x3d;
const GT = 0x3e;
const AT = 0x40;
const FNV_BASIS = 0x811c_9dc5 | 0;
const FNV_PRIME = 0x0100_0193;

/** Letters as lower case, bytes of UTF-8 and of other charsets as they are, 0 for what ends a word. */
const LETTERS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
  return (lower >= 0x61 && lower <= 0x7a) || lower >= 0x80 ? lower : 0;
});
/** Values of upper-case hexadecimal digits, which quoted-printable is written in; 255 for all else. */
const HEX = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : byte >= 0x41 && byte <= 0x46 ? byte - 0x37 : 255,
);

/** Reused: a sketch is done before the next one begins. */
const bins = new Uint32Array(BINS);

/** The hashes of a text in base 36; none for one that is too short. */
export function textSketch(text: Buffer): string[] {
  bins.fill(EMPTY);
  return fillBins(text, Math.min(text.length, textBytes)) < leastShingles ? [] : hashes();
}

/** Runs of four words; their hashes fall into the bins. */
function fillBins(text: Buffer, end: number): number {
  let [first, second, third] = [0, 0, 0];
  let words = 0;
  let word = FNV_BASIS;
  let length = 0;
  let at = 0;
  while (at < end) {
    let letter = 0;
    // The only loop that runs over every byte of every reported mail.
    while (at < end && (letter = LETTERS[text[at] as number] as number) !== 0) {
      word = Math.imul(word ^ letter, FNV_PRIME);
      length += 1;
      at += 1;
    }
    const byte = text[at] ?? 0;
    if (byte === EQUALS) {
      const escape = escapeLength(text, at);
      const quoted = escape === 3 && text[at + 1] !== CR ? (LETTERS[quotedByte(text, at)] as number) : 0;
      at += escape;
      if (quoted !== 0) {
        word = Math.imul(word ^ quoted, FNV_PRIME);
        length += 1;
        continue;
      }
      // A soft line break stands in the middle of a word.
      if (text[at - 1] === LF) continue;
      at -= 1;
    }
    const next = byte === LT || byte === AT || byte === COLON ? behindNoise(text, at, end, byte) : at + 1;
    if (length > 1 && byte !== AT && (byte !== COLON || next === at + 1)) {
      if (words >= 3) keep(first, second, third, word);
      first = second;
      second = third;
      third = word;
      words += 1;
    }
    word = FNV_BASIS;
    length = 0;
    at = next;
  }
  return words - 3;
}

/** Length of a quoted byte or a soft line break at `at`; 1 for a plain sign. */
function escapeLength(text: Buffer, at: number): number {
  const one = text[at + 1] ?? 0;
  if (one === LF) return 2;
  if (one === CR && text[at + 2] === LF) return 3;
  return HEX[one] !== 255 && HEX[text[at + 2] ?? 0] !== 255 ? 3 : 1;
}

function quotedByte(text: Buffer, at: number): number {
  return (HEX[text[at + 1] ?? 0] as number) * 16 + (HEX[text[at + 2] ?? 0] as number);
}

/** Behind a tag, the rest of a link or of an address that begins at `at`; one further where none does. */
function behindNoise(text: Buffer, at: number, end: number, byte: number): number {
  if (byte === LT) return behindTag(text, at, end);
  if (byte === COLON && (text[at + 1] !== SLASH || text[at + 2] !== SLASH)) return at + 1;
  let next = at + 1;
  while (next < end && (text[next] as number) > 0x20 && text[next] !== LT && text[next] !== GT) next += 1;
  return next;
}

function behindTag(text: Buffer, at: number, end: number): number {
  const letter = (text[at + 1] ?? 0) | 0x20;
  // `</a>`, `<!--` and letters: anything else is a sign of less.
  if (text[at + 1] !== SLASH && text[at + 1] !== 0x21 && !(letter >= 0x61 && letter <= 0x7a)) return at + 1;
  const silent = letter === 0x73 ? silentEnd(text, at) : null;
  const close = silent === null ? text.indexOf(GT, at + 1) : text.indexOf(silent, at + 1, 'latin1');
  return close < 0 ? end : close + (silent?.length ?? 1);
}

/** Style sheets and scripts are no words, and the same in mails that have nothing else in common. */
function silentEnd(text: Buffer, at: number): string | null {
  const name = text.toString('latin1', at + 1, at + 7).toLowerCase();
  return name.startsWith('style') ? '</style>' : name === 'script' ? '</script>' : null;
}

function keep(first: number, second: number, third: number, fourth: number): void {
  // Turned by place, so that the order of the words counts.
  const run =
    first ^
    ((second << 7) | (second >>> 25)) ^
    ((third << 14) | (third >>> 18)) ^
    ((fourth << 21) | (fourth >>> 11));
  const hash = mixed(run);
  const bin = hash % BINS;
  if (hash < (bins[bin] as number)) bins[bin] = hash;
}

/** The finisher of MurmurHash3: every bit depends on every bit. */
function mixed(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85eb_ca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hashes(): string[] {
  const found: string[] = [];
  for (let bin = 0; bin < BINS; bin += BINS_A_HASH) {
    let [high, low] = [bin + 1, bin + BINS];
    for (let i = bin; i < bin + BINS_A_HASH; i += 1) {
      high = mixed(high ^ (bins[i] as number));
      low = mixed(Math.imul(low, 31) ^ (bins[i] as number));
    }
    // 53 bits, what a number holds.
    found.push((high * 0x20_0000 + (low >>> 11)).toString(36));
  }
  return found;
}
