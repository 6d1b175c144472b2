// The rhythm of a feedback loop: how likely a day passes without any report, by its weekday, and for the quiet days of the
// calendar. Days count, not reports: one burst teaches nothing about the week after it. What is older weighs less, since
// loops grow and shrink. Pure.

import { isQuietDay } from './holidays';

/** A day six weeks ago teaches half as much as yesterday. */
const FADE = 2 ** (-1 / 42);
/** How many days of the loop as a whole a kind of day is taken to have shown before any of its own. */
const PRIOR_DAYS = 4;
/** Days of one kind whose lowest count speaks for the next. */
const REMEMBERED = 8;
const QUIET = 7;
const SUNDAY = 0;

/** 0 (Sunday) to 6, or the kind of all quiet days. Day 0, 1970-01-01, was a Thursday. */
const kindOf = (day: number) => (isQuietDay(day) ? QUIET : (day + 4) % 7);

interface DayKind {
  /** Days learned and those of them without a report, faded. */
  all: number;
  empty: number;
  /** The last counts. */
  counts: number[];
}

export class Rhythm {
  readonly #kinds: DayKind[] = Array.from({ length: 8 }, () => ({ all: 0, empty: 0, counts: [] }));
  #lastDay: number | null = null;

  /** Learns one day; days come in order. */
  learn(day: number, count: number): void {
    const fade = FADE ** (day - (this.#lastDay ?? day));
    this.#lastDay = day;
    for (const kind of this.#kinds) {
      kind.all *= fade;
      kind.empty *= fade;
    }
    const own = this.#kind(kindOf(day));
    own.all += 1;
    if (count === 0) own.empty += 1;
    own.counts.push(count);
    if (own.counts.length > REMEMBERED) own.counts.shift();
  }

  /** How unlikely a whole day without a report is, as -ln of its probability. */
  weightOf(day: number): number {
    const kind = kindOf(day);
    if (kind !== QUIET) return this.#weight(kind);
    // Few days of a year: they weigh what they showed, and at most half of a Sunday.
    return Math.min(this.#weight(QUIET), this.#weight(SUNDAY) / 2);
  }

  #weight(index: number): number {
    const { all, empty, counts } = this.#kind(index);
    const total = this.#kinds.reduce((sum, kind) => sum + kind.all, 0);
    const totalEmpty = this.#kinds.reduce((sum, kind) => sum + kind.empty, 0);
    const overall = (totalEmpty + 1) / (total + 2);
    const byDays = -Math.log((empty + PRIOR_DAYS * overall) / (all + PRIOR_DAYS));
    // Where even the weakest of the last such days had many, a day with none says more than their number can.
    const byCounts = counts.length < REMEMBERED / 2 ? 0 : Math.min(Math.min(...counts) / 4, 10);
    return Math.max(byDays, byCounts);
  }

  #kind(index: number): DayKind {
    const kind = this.#kinds[index];
    if (kind === undefined) throw new Error(`no kind of day ${index}`);
    return kind;
  }
}
