// Lines of one log in their order become the transactions that they are about.
//
// Promise: a batch holds, exactly, what the bytes consumed since the last batch say; it names the byte up to which that
// is. Whoever commits rows and position together loses and doubles nothing, wherever he is killed: what is kept here
// between batches only helps to name the row that later lines belong to. Memory is bounded by `maxOpen`.

import { textOf } from './bytes';
import { Interner } from './interner';
import { LineTable } from './line-table';
import { TransactionPart } from './open-transaction';
import { QueueId } from './queue-id';
import type { LogRefusal } from './types';

/** What a reader of one format does with the lines. */
export interface LineReader {
  /** Reads the line in the range (without its line feed). False where it says nothing that anybody could read. */
  read(bytes: Buffer, start: number, end: number, joiner: TransactionJoiner): boolean;
}

/** Everything the bytes since the last batch said. */
export interface JoinedBatch {
  parts: TransactionPart[];
  refusals: LogRefusal[];
  /** The lines of a part, as written. */
  linesOf: (part: TransactionPart) => Buffer[];
  /** Bytes consumed since the joiner began: up to the end of the last whole line. */
  consumed: number;
  lines: number;
  /** Lines whose head nobody could read. */
  unread: number;
  /** Times of the first and the last line that has one; NaN where none has. */
  firstLineAt: number;
  lastLineAt: number;
}

/** Lines longer than this are skipped: no mail server writes them. */
const MAX_LINE = 64 * 1024;
/** Lines of cleanup or qmgr may stand a little before the one that begins their mail. */
const SAME_MAIL = 2_000;
/** A power of two, about as many as transactions are open on a busy server. */
const BUCKETS = 1 << 16;
const LF = 0x0a;
const CR = 0x0d;
const EMPTY: Buffer = Buffer.alloc(0);

export class TransactionJoiner {
  readonly #reader: LineReader;
  readonly #maxOpen: number;
  /** Open transactions by hash of the queue id; those of one bucket are chained. */
  readonly #open: (TransactionPart | null)[] = new Array<TransactionPart | null>(BUCKETS).fill(null);
  /** What stayed open when a batch was taken, the oldest first: those are given up when there are too many. */
  #left: TransactionPart[] = [];
  #touched: TransactionPart[] = [];
  #refusals: LogRefusal[] = [];
  #chunks: Buffer[] = [];
  #table = new LineTable();
  #current: Buffer = EMPTY;
  #rest: Buffer = EMPTY;
  #isSkipping = false;
  #fed = 0;
  #lines = 0;
  #unread = 0;
  #firstLineAt = NaN;
  #lastLineAt = NaN;
  /** The queue id of the line at hand: one object for every line. */
  readonly #id = new QueueId();
  /** Host names, domains and logins, in lower case. */
  readonly names = new Interner({ isLowered: true });

  constructor(reader: LineReader, { maxOpen = 200_000 } = {}) {
    this.#reader = reader;
    this.#maxOpen = maxOpen;
  }

  /** Transactions and refusals that the next batch will bring. */
  get size(): number {
    return this.#touched.length + this.#refusals.length;
  }

  /** Reads the whole lines of a chunk; an unfinished last line waits for the next. The chunk must not change any more. */
  feed(chunk: Buffer): void {
    this.#fed += chunk.length;
    let start = this.#finishRest(chunk);
    this.#chunks.push(chunk);
    this.#current = chunk;
    for (let end = chunk.indexOf(LF, start); end >= 0; end = chunk.indexOf(LF, start)) {
      this.#readLine(chunk, start, end);
      start = end + 1;
    }
    this.#keepRest(chunk, start);
  }

  /** Reads the line that began in the last chunk and ends in this one; returns where the next begins. */
  #finishRest(chunk: Buffer): number {
    if (this.#rest.length === 0 && !this.#isSkipping) return 0;
    const end = chunk.indexOf(LF);
    if (end < 0) return 0;
    if (this.#isSkipping) this.#isSkipping = false;
    else {
      const line = Buffer.concat([this.#rest, chunk.subarray(0, end)]);
      this.#rest = EMPTY;
      this.#chunks.push(line);
      this.#readLine(line, 0, line.length);
    }
    return end + 1;
  }

  /** Reads a last line that has no line feed: at the end of a file that nobody writes to any more. */
  end(): void {
    const bytes = this.#rest;
    if (bytes.length === 0) return;
    this.#rest = EMPTY;
    this.#chunks.push(bytes);
    this.#readLine(bytes, 0, bytes.length);
  }

  /** Everything since the last call. Later lines of these transactions come as further parts. */
  take(): JoinedBatch {
    const parts = this.#touched;
    const table = this.#table;
    const chunks = this.#chunks;
    const batch: JoinedBatch = {
      parts,
      refusals: this.#refusals,
      linesOf: (part) => table.linesOf(part, chunks),
      consumed: this.#fed - this.#rest.length,
      lines: this.#lines,
      unread: this.#unread,
      firstLineAt: this.#firstLineAt,
      lastLineAt: this.#lastLineAt,
    };
    this.#touched = [];
    this.#refusals = [];
    this.#chunks = [];
    // Batches are about equally large.
    this.#table = new LineTable(table.room);
    this.#lines = 0;
    this.#unread = 0;
    this.#firstLineAt = NaN;
    for (const part of parts) {
      this.#drop(part);
      if (!part.isRemoved) this.#leave(part.continuation());
    }
    this.#forgetOldest();
    return batch;
  }

  /** The open transaction of a queue id; where none is known, one whose beginning nobody saw. */
  transaction(bytes: Buffer, start: number, end: number, host: string, at: number): TransactionPart {
    const known = this.find(bytes, start, end, host);
    if (known !== null) return this.#touch(known, at);
    const id = bytes.toString('latin1', start, end);
    const part = new TransactionPart(host, id, this.#id.copy(), at);
    this.#add(part);
    return this.#touch(part, at);
  }

  /** The transaction that begins with this line: a queue id that is used again is another mail. */
  beginning(bytes: Buffer, start: number, end: number, host: string, at: number): TransactionPart {
    const known = this.find(bytes, start, end, host);
    if (known !== null && (known.knowsStart || at - known.lastAt > SAME_MAIL)) this.#drop(known);
    const part = this.transaction(bytes, start, end, host, at);
    part.knowsStart = true;
    return part;
  }

  /** The open transaction of a queue id, where it is known. */
  find(bytes: Buffer, start: number, end: number, host: string): TransactionPart | null {
    const id = this.#id;
    id.read(bytes, start, end);
    let part = this.#open[id.hash & (BUCKETS - 1)] ?? null;
    while (part !== null && !(id.is(part.id, part.queueId, bytes, start, end) && part.host === host))
      part = part.next;
    return part;
  }

  /** Keeps the line as evidence. */
  addLine(part: TransactionPart, start: number, end: number): void {
    this.#table.add(part, this.#chunks.length - 1, start, end);
  }

  /** Runs `work` over bytes that are not the chunk's own (unwrapped from it): lines added meanwhile stand in them. */
  within(bytes: Buffer, work: () => void): void {
    this.#chunks.push(bytes);
    work();
    // What follows belongs to the chunk again.
    this.#chunks.push(this.#current);
  }

  /** Notes the time of a line that was read. */
  seen(at: number): void {
    if (Number.isNaN(this.#firstLineAt)) this.#firstLineAt = at;
    this.#lastLineAt = at;
  }

  refuse(refusal: Omit<LogRefusal, 'line'>, bytes: Buffer, start: number, end: number): void {
    this.#refusals.push({ ...refusal, line: textOf(bytes, start, end) });
  }

  /** The next batch brings the part, whether or not a line of its own follows. */
  touch(part: TransactionPart): void {
    if (part.isTouched) return;
    part.isTouched = true;
    this.#touched.push(part);
  }

  #touch(part: TransactionPart, at: number): TransactionPart {
    this.touch(part);
    if (at > part.lastAt) part.lastAt = at;
    return part;
  }

  #readLine(bytes: Buffer, start: number, lineFeed: number): void {
    const end = lineFeed > start && bytes[lineFeed - 1] === CR ? lineFeed - 1 : lineFeed;
    if (end === start) return;
    this.#lines += 1;
    if (end - start > MAX_LINE || !this.#reader.read(bytes, start, end, this)) this.#unread += 1;
  }

  /** Keeps an unfinished line, unless it is already longer than any line may be. */
  #keepRest(chunk: Buffer, start: number): void {
    if (this.#isSkipping || start === chunk.length) return;
    const rest = Buffer.concat([this.#rest, chunk.subarray(start)]);
    if (rest.length <= MAX_LINE) {
      this.#rest = rest;
      return;
    }
    this.#rest = EMPTY;
    this.#isSkipping = true;
    this.#lines += 1;
    this.#unread += 1;
  }

  #leave(part: TransactionPart): void {
    this.#add(part);
    this.#left.push(part);
  }

  #add(part: TransactionPart): void {
    const bucket = part.id.hash & (BUCKETS - 1);
    part.isOpen = true;
    part.next = this.#open[bucket] ?? null;
    this.#open[bucket] = part;
  }

  #drop(part: TransactionPart): void {
    part.isOpen = false;
    const bucket = part.id.hash & (BUCKETS - 1);
    const first = this.#open[bucket] ?? null;
    if (first === part) this.#open[bucket] = part.next;
    else {
      for (let one = first; one !== null; one = one.next) {
        if (one.next === part) one.next = part.next;
      }
    }
  }

  #forgetOldest(): void {
    if (this.#left.length <= this.#maxOpen) return;
    const open = this.#left.filter((part) => part.isOpen);
    const excess = Math.max(0, open.length - this.#maxOpen);
    for (const part of open.slice(0, excess)) this.#drop(part);
    this.#left = open.slice(excess);
  }
}
