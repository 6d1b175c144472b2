// Mail whose lines end with a bare CR, as old Macintosh systems wrote them.
// Promise: one pass; bytes that hold any LF come back as they are, because beside LF a bare CR is no
// line end (RFC 5322 §2.2) and making it one would let text smuggle in lines.

import { countKept, countScanned } from './work';

const LF = 0x0a;
const CR = 0x0d;

/** The same bytes, or a copy with LF for CR where CR alone ends the lines. */
export function withLineFeeds(bytes: Buffer): Buffer {
  const first = firstLineEnd(bytes);
  // The everyday case is decided by the first line.
  if (bytes[first] !== CR || bytes[first + 1] === LF) return bytes;
  const copy = Buffer.allocUnsafe(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === LF) {
      countScanned(at);
      return bytes;
    }
    copy[at] = byte === CR ? LF : byte;
  }
  countScanned(bytes.length);
  countKept(bytes.length);
  return copy;
}

/** Offset of the first CR or LF, or the length where there is none. */
function firstLineEnd(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at += 1;
  countScanned(at);
  return at;
}
