// How much work reading has done, counted in bytes and not in seconds, which depend on the machine.
// Promise: every step below lib/mime that goes over bytes of a mail counts them, each time: searching
// for delimiters, normalising line ends, finding and copying a header block, reading a value,
// decoding. The counts measure; no outcome depends on them.

/** Scanned and kept bytes. An array of doubles, because a variable would cost an object at each change. */
const totals = new Float64Array(2);
const SCANNED = 0;
const KEPT = 1;

/** What reading has cost: bytes gone over, and bytes copied out of the mail and kept for its parts. */
export interface Work {
  readonly scannedBytes: number;
  readonly keptBytes: number;
}

/** One step over that many bytes. */
export function countScanned(bytes: number): void {
  totals[SCANNED] = total(SCANNED) + bytes;
}

/** That many bytes (or characters) are copied and live as long as the parts that hold them. */
export function countKept(bytes: number): void {
  totals[KEPT] = total(KEPT) + bytes;
}

/** Runs `read` and says what it cost. Reading is synchronous, so nothing else counts meanwhile. */
export function measureWork<T>(read: () => T): { result: T; work: Work } {
  const scanned = total(SCANNED);
  const kept = total(KEPT);
  const result = read();
  return { result, work: { scannedBytes: total(SCANNED) - scanned, keptBytes: total(KEPT) - kept } };
}

function total(which: number): number {
  return totals[which] ?? 0;
}
