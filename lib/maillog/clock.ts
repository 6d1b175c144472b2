// Times of log lines: with a zone, without one, and without a year.
// Promise: never throws; a time that cannot be read is NaN. Local times of a zone are computed once an hour, not once a
// line. Source: RFC 3164 §4.1.2 (no year, no zone), RFC 5424 §6.2.3.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How far a line may lie before the one above it: several daemons write one file. */
const DISORDER = 5 * 60_000;

/** Minutes that a zone is ahead of UTC at a moment. */
export type ZoneOffset = (at: number) => number;

/** The offsets of an IANA zone. Throws RangeError where the name is none. */
export function zoneOffset(timeZone: string): ZoneOffset {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const kept = new Map<number, number>();
  return (at) => {
    // Offsets change at full quarters of an hour.
    const quarter = Math.floor(at / (HOUR / 4));
    const known = kept.get(quarter);
    if (known !== undefined) return known;
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(
      part['year'] ?? 0,
      (part['month'] ?? 1) - 1,
      part['day'],
      part['hour'],
      part['minute'],
    );
    const offset = Math.round((local - Math.floor(at / 60_000) * 60_000) / 60_000);
    if (kept.size > 5_000) kept.clear();
    kept.set(quarter, offset);
    return offset;
  };
}

/** Reads the local times of one file in their order. */
export class LogClock {
  readonly #offset: ZoneOffset;
  readonly #reference: () => number;
  #last = -Infinity;

  /** `reference`: no line was written later (the file's mtime, or now, which goes on); it decides the year. */
  constructor(timeZone: string, reference: number | (() => number)) {
    this.#offset = zoneOffset(timeZone);
    this.#reference = typeof reference === 'number' ? () => reference : reference;
  }

  /** The moment of a local time without a year; `month` from 0. */
  withoutYear(month: number, day: number, hour: number, minute: number, second: number): number {
    const reference = this.#reference();
    const year = new Date(reference).getUTCFullYear();
    const latest = reference + DAY;
    for (const candidate of [year + 1, year, year - 1, year - 2, year - 3, year - 4]) {
      const at = Date.UTC(candidate, month, day, hour, minute, second);
      if (at - DAY > latest || new Date(at).getUTCDate() !== day) continue;
      const moment = this.local(at);
      if (moment <= latest) return moment;
    }
    return NaN;
  }

  /**
   * The moment of a local time given as if it were UTC. An hour that comes twice (October) is the first one until the
   * lines step back, then the second; an hour that does not exist (March) counts on.
   */
  local(asUtc: number): number {
    const early = asUtc - this.#offset(asUtc - 2 * HOUR) * 60_000;
    const late = asUtc - this.#offset(asUtc + 2 * HOUR) * 60_000;
    const isEarly = early + this.#offset(early) * 60_000 === asUtc;
    const isLate = late + this.#offset(late) * 60_000 === asUtc;
    const [first, second] =
      isEarly && isLate
        ? [Math.min(early, late), Math.max(early, late)]
        : isEarly
          ? [early, early]
          : [late, late];
    const moment =
      first < this.#last - DISORDER && second <= this.#reference() + DAY && second !== first ? second : first;
    return this.seen(moment);
  }

  /** Notes a moment that was read without help; keeps the order for the next ambiguous one. */
  seen(moment: number): number {
    if (moment > this.#last) this.#last = moment;
    return moment;
  }
}
