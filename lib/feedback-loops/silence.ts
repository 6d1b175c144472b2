// When is a feedback loop broken, and when is it only a quiet week? Each loop's own rhythm is learned day by day
// (`rhythm.ts`); the silence since its last report is as unlikely as its days without a report are together. The alarm
// rings where that is far beyond chance, and beyond what this loop did before and came back from. Pure; tested over
// simulated years (silence.test.ts).

import { isQuietDay } from './holidays';
import { Rhythm } from './rhythm';

export const DAY_MS = 86_400_000;
/** What is older than this is not looked at; a whole year, so that last year's holidays are known. */
export const WINDOW_DAYS = 400;
/** The alarm rings where silence is less likely than e^-9, about one in 8,000. */
const LIMIT = 9;
/** Reports come in bursts and spells: silence has to go this far beyond the worst that ended by itself … */
const BEYOND_WORST = 1.75;
/** … all of it for so many days, since the same thin weeks bring the next one; no more than this much later: after an
 * outage that nobody marked, the next one is found too. */
const REMEMBERED = { days: 90, later: 20 };
/** No alarm before, however busy the loop: providers have bad days, and mail is retried for a day. */
export const MIN_SILENT_HOURS = 36;
/** Days between the first and the last report before which nothing is known of a rhythm. */
const LEARNING_DAYS = 14;
/** A loop of less than half a year has not shown yet how long it can be silent. */
const NEW = { days: 180, patience: 1.5 };
/** Reports a day that are assumed of a loop without a rhythm where nobody said what to expect: thirty days' patience. */
const DEFAULT_PER_DAY = 0.3;

export interface LoopDays {
  /** Days since 1970-01-01 (UTC) of the first entry of `counts`. */
  firstDay: number;
  /** Reports of each day, without gaps, up to today. */
  counts: readonly number[];
  lastReportAt: Date | null;
  /** Since when it is watched without a break: it was entered, or taken up again. */
  since: Date;
  /** Reports a day that the subscription expects; only used until a rhythm is known. */
  expectedPerDay: number | null;
  /** Silences that a person called an outage: nothing is learned of them. */
  outages: readonly { fromDay: number; toDay: number }[];
}

export interface SilenceVerdict {
  /** `learning`: too few days yet. `steady`: within its rhythm. `silent`: the alarm. */
  state: 'learning' | 'steady' | 'silent';
  /** How unlikely the silence until now is, as -ln of its probability; it rings at `limit`. */
  pressure: number;
  limit: number;
  /** When the alarm rings, or rang, if nothing comes. */
  alarmAt: Date;
}

/** When its silence began: at the last report, or where it was taken up again since, then. */
export function silentFrom({ lastReportAt, since }: Pick<LoopDays, 'lastReportAt' | 'since'>): Date {
  return lastReportAt !== null && lastReportAt > since ? lastReportAt : since;
}

/** Judges the silence of one loop at `now`. */
export function judgeSilence(loop: LoopDays, now: Date): SilenceVerdict {
  const quietSince = silentFrom(loop);
  const { rhythm, days, worst } = learn(loop, Math.floor(quietSince.getTime() / DAY_MS));
  const isKnown = loop.lastReportAt !== null && days >= LEARNING_DAYS;
  const weightOf = isKnown ? (day: number) => rhythm.weightOf(day) : expectation(loop.expectedPerDay);
  const known = days < NEW.days ? NEW.patience : 1;
  const limit = isKnown ? known * Math.max(LIMIT, BEYOND_WORST * worst) : LIMIT;
  const pressure = pressureBetween(quietSince, now, weightOf);
  const alarmAt = whenReached(quietSince, limit, weightOf);
  if (now >= alarmAt) return { state: 'silent', pressure, limit, alarmAt };
  return { state: isKnown ? 'steady' : 'learning', pressure, limit, alarmAt };
}

interface Learned {
  rhythm: Rhythm;
  /** Days that taught. */
  days: number;
  /** The worst silence that ended by itself, as unlikely as it was in the rhythm of its time. */
  worst: number;
}

/** Days after the last report teach nothing: whether they are a quiet week or an outage is the question. */
function learn(loop: LoopDays, lastDay: number): Learned {
  const rhythm = new Rhythm();
  const from = Math.max(loop.firstDay, lastDay - WINDOW_DAYS);
  const firstReport = loop.counts.findIndex((count, i) => count > 0 && loop.firstDay + i >= from);
  // Before its first report a loop was not there.
  const start = firstReport < 0 ? lastDay + 1 : loop.firstDay + firstReport;
  let [days, worst] = [0, 0];
  let silent: number[] = [];
  for (let day = start; day <= lastDay; day += 1) {
    if (loop.outages.some(({ fromDay, toDay }) => day >= fromDay && day <= toDay)) {
      silent = [];
      continue;
    }
    days += 1;
    const count = loop.counts[day - loop.firstDay] ?? 0;
    if (count === 0) {
      silent.push(day);
      continue;
    }
    // Only when it has ended is a silence known to be one of the loop's own.
    if (days > LEARNING_DAYS) {
      const sum = sumOf(silent, rhythm);
      worst = Math.max(worst, lastDay - day <= REMEMBERED.days ? sum : Math.min(sum, REMEMBERED.later));
    }
    for (const one of silent) rhythm.learn(one, 0);
    silent = [];
    rhythm.learn(day, count);
  }
  return { rhythm, days, worst };
}

function sumOf(days: readonly number[], rhythm: Rhythm): number {
  return days.reduce((sum, day) => sum + rhythm.weightOf(day), 0);
}

/** Without a rhythm: what the subscription expects, spread evenly, and nothing on quiet days. */
function expectation(perDay: number | null): (day: number) => number {
  const weight = Math.min(perDay ?? DEFAULT_PER_DAY, 3);
  return (day) => (isQuietDay(day) ? 0 : weight);
}

/** The day of the last report has had its report; from then on, and on the last day by its part. */
function pressureBetween(from: Date, to: Date, weightOf: (day: number) => number): number {
  let sum = 0;
  for (let day = nextDay(from); day * DAY_MS < to.getTime(); day += 1) {
    const part = Math.min((to.getTime() - day * DAY_MS) / DAY_MS, 1);
    sum += weightOf(day) * part;
  }
  return sum;
}

/** At most two years ahead: a loop of which nothing can be expected in that time cannot be watched. */
function whenReached(from: Date, limit: number, weightOf: (day: number) => number): Date {
  const earliest = from.getTime() + MIN_SILENT_HOURS * 3_600_000;
  const first = nextDay(from);
  let sum = 0;
  for (let day = first; day < first + 2 * 365; day += 1) {
    const weight = weightOf(day);
    if (sum + weight >= limit) {
      const part = (limit - sum) / weight;
      return new Date(Math.max(earliest, Math.ceil((day + part) * DAY_MS)));
    }
    sum += weight;
  }
  return new Date((first + 2 * 365) * DAY_MS);
}

function nextDay(date: Date): number {
  return Math.floor(date.getTime() / DAY_MS) + 1;
}
