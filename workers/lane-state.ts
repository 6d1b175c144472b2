// What a lane shares with the thread that watches it: memory that both see, so that it can be read while the lane hangs
// and after it died. One writer, the lane.

import type { ReadWatch } from '@/lib/desk/read-watch';
import { batchSize } from '@/lib/reports/limits';
import type { Claim, ClaimedMessage } from '@/lib/reports/types';

/** Batches that a lane has in hand at once: while one waits for the database, the other is read. */
export const BATCHES = 2;

/** Places of the numbers: the mail being read, a serial number of readings, a sign of life; then the batches' claims. */
const [MAIL, SERIAL, BEATS, CLAIMS] = [0, 1, 2, 3] as const;

/** One claim: how many mails, then each with its id and its attempts. */
const CLAIM_NUMBERS = 1 + 2 * batchSize;

/** What a lane is reading: `serial` tells two readings of one mail apart. */
export interface LaneReading {
  mailId: number;
  serial: number;
}

export class LaneState {
  private readonly numbers: BigInt64Array;

  constructor(
    readonly memory = new SharedArrayBuffer(
      (CLAIMS + BATCHES * CLAIM_NUMBERS) * BigInt64Array.BYTES_PER_ELEMENT,
    ),
  ) {
    this.numbers = new BigInt64Array(memory);
  }

  /** The lane's side: what one of its batches tells; `takeTurn` is common to them. */
  watchOf(batch: number, takeTurn: ReadWatch['takeTurn']): ReadWatch {
    const start = CLAIMS + batch * CLAIM_NUMBERS;
    return {
      takeTurn,
      claimed: (claim) => this.writeClaim(start, claim),
      reading: (message) => this.reading(message),
      read: () => this.read(),
    };
  }

  /** A sign of life between mails. */
  beat(): void {
    Atomics.add(this.numbers, BEATS, 1n);
  }

  /** Changes with every begin and end of a reading. */
  get serial(): number {
    return this.load(SERIAL);
  }

  get beats(): number {
    return this.load(BEATS);
  }

  /** The reading at hand; null while none is. */
  get current(): LaneReading | null {
    const serial = this.serial;
    const mailId = this.load(MAIL);
    return mailId === 0 ? null : { mailId, serial };
  }

  /** The mails that the lane holds, in all its batches. */
  get claim(): Claim[] {
    return Array.from({ length: BATCHES }, (_, batch) =>
      this.readClaim(CLAIMS + batch * CLAIM_NUMBERS),
    ).flat();
  }

  protected reading({ id }: ClaimedMessage): void {
    this.store(MAIL, id);
    Atomics.add(this.numbers, SERIAL, 1n);
  }

  private read(): void {
    this.store(MAIL, 0);
    Atomics.add(this.numbers, SERIAL, 1n);
  }

  /** The count goes first and comes last: a claim half written names no mail that is not in it. */
  private writeClaim(start: number, claim: readonly Claim[]): void {
    const kept = claim.slice(0, batchSize);
    this.store(start, 0);
    kept.forEach(({ id, attempts }, i) => {
      this.store(start + 1 + 2 * i, id);
      this.store(start + 2 + 2 * i, attempts);
    });
    this.store(start, kept.length);
  }

  private readClaim(start: number): Claim[] {
    return Array.from({ length: this.load(start) }, (_, i) => ({
      id: this.load(start + 1 + 2 * i),
      attempts: this.load(start + 2 + 2 * i),
    }));
  }

  private store(place: number, value: number): void {
    Atomics.store(this.numbers, place, BigInt(value));
  }

  private load(place: number): number {
    return Number(Atomics.load(this.numbers, place));
  }
}
