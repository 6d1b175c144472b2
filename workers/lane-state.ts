// What a lane shares with the thread that watches it: memory that both see, so that it can be read while the lane hangs
// and after it died. One writer, the lane.

import type { ReadWatch } from '@/lib/desk/read-watch';
import { batchSize } from '@/lib/reports/limits';
import type { Claim, ClaimedMessage } from '@/lib/reports/types';

/** Places of the numbers. The claimed mails follow from FIRST on, each with its id and its attempts. */
const [MAIL, SERIAL, BEATS, COUNT, FIRST] = [0, 1, 2, 3, 4] as const;

/** What a lane is reading: `serial` tells two readings of one mail apart. */
export interface LaneReading {
  mailId: number;
  serial: number;
}

export class LaneState implements ReadWatch {
  private readonly numbers: BigInt64Array;

  constructor(
    readonly memory = new SharedArrayBuffer((FIRST + 2 * batchSize) * BigInt64Array.BYTES_PER_ELEMENT),
  ) {
    this.numbers = new BigInt64Array(memory);
  }

  /** The count comes last and goes first: a claim half written names no mail that is not in it. */
  claimed(claim: readonly Claim[]): void {
    this.store(COUNT, 0);
    claim.slice(0, batchSize).forEach(({ id, attempts }, i) => {
      this.store(FIRST + 2 * i, id);
      this.store(FIRST + 2 * i + 1, attempts);
    });
    this.store(COUNT, Math.min(claim.length, batchSize));
  }

  reading({ id }: Pick<ClaimedMessage, 'id'>): void {
    this.store(MAIL, id);
    Atomics.add(this.numbers, SERIAL, 1n);
  }

  read(): void {
    this.store(MAIL, 0);
    Atomics.add(this.numbers, SERIAL, 1n);
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

  /** The mails that the lane holds. */
  get claim(): Claim[] {
    return Array.from({ length: this.load(COUNT) }, (_, i) => ({
      id: this.load(FIRST + 2 * i),
      attempts: this.load(FIRST + 2 * i + 1),
    }));
  }

  private store(place: number, value: number): void {
    Atomics.store(this.numbers, place, BigInt(value));
  }

  private load(place: number): number {
    return Number(Atomics.load(this.numbers, place));
  }
}
