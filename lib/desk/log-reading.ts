// Reading a source of the mail log into the database: file by file, batch by batch, rows and position in one commit.
// Promise: exact wherever it dies. After an error the object is spent: the next one begins where the database says.

import type { Sql } from '@/lib/db/sql';
import type { OpenLogFile } from '@/lib/log-files/open-log-file';
import {
  HEAD_BYTES,
  markOf,
  neighbourMark,
  newMark,
  withMark,
  type Neighbour,
} from '@/lib/log-sources/marks';
import { moveSource } from '@/lib/log-sources/store';
import type { FileMark, FollowedSource, LogPosition } from '@/lib/log-sources/types';
import { createReader } from '@/lib/maillog/create-reader';
import { TransactionJoiner, type JoinedBatch } from '@/lib/maillog/joiner';
import { ensurePartitions, writeBatch } from '@/lib/maillog/store';

/** Transactions in one COPY. */
const BATCH = 5_000;
/** A rotated file whose last line nobody finished for so long is finished. */
const SETTLED_MS = 60_000;
/** First lines from further ahead are of a clock that is wrong. */
const AHEAD_MS = 86_400_000;

export interface ReadingOptions {
  pool: Sql;
  /** Days of the mail log that are kept. */
  keptDays: number;
  /** This machine, for formats whose lines name no host. */
  ownHost: string;
  /** A break between two files that is no hole, where nothing else says whether they follow one another. */
  quietMs: number;
  now: () => number;
  /** Told how many bytes of the content were read since the last time. */
  onBytes?: (bytes: number) => void;
}

export interface ReadingTotals {
  lines: number;
  unread: number;
  transactions: number;
  /** Not kept: too old, or in the future. */
  outside: number;
}

export type FileOutcome = 'read' | 'unfinished' | 'not-begun';

/** Somebody else moved the source meanwhile. */
export class SourceMovedError extends Error {
  override name = 'SourceMovedError';
}

/** The file at hand. */
interface Place {
  head: Buffer;
  mark: FileMark | null;
  /** Bytes of the content given to the joiner, and those of whole lines in batches that were given to the database. */
  readTo: number;
  offset: number;
  /** Up to when what comes before this content is read, and the run that it goes on with; null where none does. */
  before: { run: number | null; lastAt: number; isCertain: boolean } | null;
}

/** What is to be known before a content is begun that nobody has read from. */
export interface Beginning {
  may: boolean;
  /** Contents that may be the one directly before, the likeliest first. */
  neighbours: readonly Neighbour[];
}

const ANY: Beginning = { may: true, neighbours: [] };

export class LogReading {
  readonly totals: ReadingTotals = { lines: 0, unread: 0, transactions: 0, outside: 0 };
  readonly #source: FollowedSource;
  readonly #options: ReadingOptions;
  #position: LogPosition;
  #joiner: TransactionJoiner | null = null;
  #place: Place | null = null;
  /** What the joiner had consumed at the last commit. */
  #consumed = 0;
  /** The commit that is on its way. */
  #writing: Promise<void> = Promise.resolve();
  /** No line of the file at hand was written later. */
  #reference: number;

  constructor(source: FollowedSource, options: ReadingOptions) {
    this.#source = source;
    this.#options = options;
    this.#position = source.position;
    this.#reference = options.now();
  }

  /**
   * Reads what is new in a file, up to its end. `unfinished`: its last line is not whole yet. `known`: positions of
   * other sources, for files that they have read already. `begin` is asked before a content is begun that nobody has
   * read from; where it may not be, nothing is read. Throws `SourceMovedError`.
   */
  async read(
    file: OpenLogFile,
    {
      known = { files: [] },
      begin = () => Promise.resolve(ANY),
    }: { known?: LogPosition; begin?: () => Promise<Beginning> } = {},
  ): Promise<FileOutcome> {
    const head = await file.head(HEAD_BYTES);
    if (head.length === 0) return 'read';
    const beginning = markOf(this.#position, head) === null ? await begin() : ANY;
    if (!beginning.may) return 'not-begun';
    const place = this.#enter(head, known, beginning.neighbours);
    const { isLive, isPacked, mtimeMs } = file.file;
    this.#reference = isLive ? this.#options.now() : mtimeMs;
    this.#joiner ??= this.#begin(head, place);
    for await (const chunk of file.chunks(place.readTo)) {
      this.#joiner.feed(chunk);
      place.readTo += chunk.length;
      this.#options.onBytes?.(chunk.length);
      if (this.#joiner.size < BATCH) continue;
      // One batch is on its way at most.
      await this.#writing;
      this.#commit(place, this.#joiner.take());
    }
    this.#commit(place, this.#joiner.take());
    await this.#writing;
    if (place.readTo === place.offset) return 'read';
    if (isLive || (!isPacked && this.#options.now() - mtimeMs < SETTLED_MS)) return 'unfinished';
    this.#joiner.end();
    this.#commit(place, this.#joiner.take());
    await this.#writing;
    return 'read';
  }

  #begin(beginning: Buffer, { before }: Place): TransactionJoiner {
    const { ownHost } = this.#options;
    const reference = (): number => this.#reference;
    const after = before?.lastAt ?? null;
    const reader = createReader(this.#source, { beginning, reference, ownHost, after });
    this.#consumed = 0;
    return new TransactionJoiner(reader);
  }

  /** Goes on in the file that was read last, or begins where the marks say. */
  #enter(head: Buffer, known: LogPosition, neighbours: readonly Neighbour[]): Place {
    const mark = markOf(this.#position, head);
    const last = this.#place;
    if (last !== null && last.mark !== null && mark?.head === last.mark.head) return last;
    // An unfinished line of another file is not continued by this one.
    if (last !== null && last.readTo !== last.offset) this.#joiner = null;
    const elsewhere = mark === null ? markOf(known, head) : null;
    const offset = mark?.offset ?? elsewhere?.offset ?? 0;
    const before = this.#before(mark, elsewhere, neighbours);
    this.#place = { head, mark, readTo: offset, offset, before };
    return this.#place;
  }

  /** A mark of this source goes on in its run, one of another source is where a run of this one begins. */
  #before(
    mark: FileMark | null,
    elsewhere: FileMark | null,
    neighbours: readonly Neighbour[],
  ): Place['before'] {
    const from =
      elsewhere !== null
        ? { ...elsewhere, run: null, isCertain: true }
        : mark !== null
          ? { ...mark, isCertain: true }
          : neighbourMark(this.#position, neighbours);
    const lastAt = from === null ? null : lastAtOf(from);
    return from === null || lastAt === null ? null : { run: from.run, lastAt, isCertain: from.isCertain };
  }

  /** The run that a batch of this place belongs to; null while no line had a time. */
  #runOf({ mark, before }: Place, firstLineAt: number): number | null {
    if (mark !== null && (mark.run ?? null) !== null) return mark.run;
    const connects =
      before !== null && (before.isCertain || firstLineAt - before.lastAt <= this.#options.quietMs);
    if (connects) return before.run ?? before.lastAt;
    return Number.isNaN(firstLineAt) ? null : firstLineAt;
  }

  /** Commits the batch; it is on its way while the next one is read. */
  #commit(place: Place, batch: JoinedBatch): void {
    const offset = place.offset + batch.consumed - this.#consumed;
    if (offset === place.offset && batch.parts.length === 0) return;
    const now = this.#options.now();
    const before = this.#position;
    const run = this.#runOf(place, believed(batch.firstLineAt, now));
    const mark = place.mark ?? newMark(place.head, offset, now);
    const lastLineAt = believed(batch.lastLineAt, now);
    const lastAt = Number.isNaN(lastLineAt) ? lastAtOf(mark) : lastLineAt;
    place.mark = { ...mark, offset, seenAt: now, run, lastAt };
    place.offset = offset;
    this.#position = withMark(before, place.mark, now);
    this.#consumed = batch.consumed;
    const write = this.#write(batch, run, before, this.#position, this.#writing);
    // Whoever waits for it gets the error; nobody does before the next batch is read.
    write.catch(() => undefined);
    this.#writing = write;
  }

  async #write(
    batch: JoinedBatch,
    runAt: number | null,
    before: LogPosition,
    position: LogPosition,
    previous: Promise<void>,
  ): Promise<void> {
    await previous;
    const { pool, now, keptDays } = this.#options;
    const { lines, unread, lastLineAt } = batch;
    const kept = { from: now() - keptDays * 86_400_000, to: now() + AHEAD_MS };
    await ensurePartitions(pool, batch, kept);
    const written = await pool.begin(async (tx) => {
      const progress = { position, lines, unread, lastLineAt };
      // First of all: it locks the source, and says whether this reader is still the one.
      if (!(await moveSource(tx, this.#source.id, before, progress)))
        throw new SourceMovedError(`the log source ${this.#source.name} was read by somebody else meanwhile`);
      return writeBatch(tx, batch, kept, runAt === null ? null : { sourceId: this.#source.id, runAt });
    });
    this.totals.lines += lines;
    this.totals.unread += unread;
    this.totals.transactions += written.inserted;
    this.totals.outside += written.outside;
  }
}

/** A line of a clock that is far ahead has no time. */
function believed(at: number, now: number): number {
  return at <= now + AHEAD_MS ? at : NaN;
}

/** Marks of before this was kept have none. */
function lastAtOf(mark: FileMark): number | null {
  return (mark.lastAt as number | null | undefined) ?? null;
}
