// Which lines of a batch belong to which transaction: places in the chunks that were read, nothing copied.

import type { TransactionPart } from './open-transaction';

/** Lines kept of one transaction. */
const MAX_LINES = 12;
const MAX_LINE_BYTES = 1_000;
/** Chunk, first byte, length, and the next line of the same transaction. */
const WIDTH = 4;

export class LineTable {
  #cells: Int32Array;
  #used = 0;

  /** `lines`: about as many as will come; more find room too. */
  constructor(lines = 4_096) {
    this.#cells = new Int32Array(lines * WIDTH);
  }

  /** Lines that there is room for now. */
  get room(): number {
    return this.#cells.length / WIDTH;
  }

  /** Notes that the range of a chunk is a line of the part; beyond the limit it does nothing. */
  add(part: TransactionPart, chunk: number, start: number, end: number): void {
    if (part.lineCount >= MAX_LINES) return;
    if ((this.#used + 1) * WIDTH > this.#cells.length) {
      const wider = new Int32Array(this.#cells.length * 2);
      wider.set(this.#cells);
      this.#cells = wider;
    }
    const line = this.#used;
    this.#used += 1;
    const at = line * WIDTH;
    this.#cells[at] = chunk;
    this.#cells[at + 1] = start;
    this.#cells[at + 2] = Math.min(end - start, MAX_LINE_BYTES);
    this.#cells[at + 3] = -1;
    if (part.lastLine >= 0) this.#cells[part.lastLine * WIDTH + 3] = line;
    else part.firstLine = line;
    part.lastLine = line;
    part.lineCount += 1;
  }

  /** The bytes of the part's lines, in their order. */
  linesOf(part: TransactionPart, chunks: readonly Buffer[]): Buffer[] {
    const lines: Buffer[] = [];
    for (let line = part.firstLine; line >= 0; line = this.#cells[line * WIDTH + 3] ?? -1) {
      const [chunk = 0, start = 0, length = 0] = this.#cells.subarray(line * WIDTH, line * WIDTH + 3);
      const bytes = chunks[chunk];
      if (bytes !== undefined) lines.push(bytes.subarray(start, start + length));
    }
    return lines;
  }
}
