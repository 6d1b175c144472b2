// The hours in which an account sent far more than it used to: where the abuse begins. Pure.

import type { SenderHour } from '@/lib/maillog-lookup/types';
import type { Burst } from './types';

const HOUR = 3_600_000;
/** Fewer recipients an hour are no burst, whatever an account used to send: a round mail to a family has as many. */
const MIN_RECIPIENTS = 30;
/** As in the signals of the score: five times the usual. */
const FACTOR = 5;
/** So many hours with mail make a median that says something. */
const MIN_HOURS = 3;
/** Silence before an hour counts as the account's custom where the log reaches back a day. */
const KNOWN_BEFORE = 24 * HOUR;
/** A sender that pauses goes on with the same burst; overnight it is another one. */
const GAP = 3 * HOUR;

/** The middle of the values; 0 of none. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return (low + high) / 2;
}

interface FoundBurst {
  burst: Burst | null;
  /** Recipients in a usual hour; null where too few hours are known. */
  median: number | null;
}

interface Run {
  hours: SenderHour[];
  /** The median of the usual hours before it. */
  median: number | null;
}

function runsOf(hours: readonly SenderHour[], logFrom: number): { runs: Run[]; usual: SenderHour[] } {
  const [runs, usual]: [Run[], SenderHour[]] = [[], []];
  for (const hour of hours) {
    const hasMedian = usual.length >= MIN_HOURS;
    const median = medianOf(usual.map((one) => one.recipients));
    const isKnown = hasMedian || hour.at - logFrom >= KNOWN_BEFORE;
    if (!isKnown || hour.recipients < Math.max(MIN_RECIPIENTS, FACTOR * median)) {
      usual.push(hour);
      continue;
    }
    const open = runs.at(-1);
    const last = open?.hours.at(-1);
    if (open !== undefined && last !== undefined && hour.at - last.at <= GAP) open.hours.push(hour);
    else runs.push({ hours: [hour], median: hasMedian ? median : null });
  }
  return { runs, usual };
}

const sumOf = (hours: readonly SenderHour[]): number => hours.reduce((sum, hour) => sum + hour.recipients, 0);

function burstOf({ hours }: Run): Burst {
  const [first, last] = [hours[0], hours.at(-1)];
  return {
    from: first?.firstAt ?? 0,
    to: (last?.at ?? 0) + HOUR,
    hours: hours.length,
    recipients: sumOf(hours),
    peak: Math.max(...hours.map((hour) => hour.recipients)),
  };
}

/** The hours right before and behind that are far above the usual too, though below the least that makes a burst. */
function widened(run: Run, hours: readonly SenderHour[]): Run {
  const least = FACTOR * Math.max(run.median ?? 1, 1);
  const isFar = (hour: SenderHour | undefined): hour is SenderHour =>
    hour !== undefined && hour.recipients >= least;
  const byHour = new Map(hours.map((hour) => [hour.at, hour]));
  const all = [...run.hours];
  for (let hour = before(all); isFar(hour); hour = before(all)) all.unshift(hour);
  for (let hour = behind(all); isFar(hour); hour = behind(all)) all.push(hour);
  return { ...run, hours: all };

  function before([first]: readonly SenderHour[]): SenderHour | undefined {
    return first === undefined ? undefined : byHour.get(first.at - HOUR);
  }
  function behind(list: readonly SenderHour[]): SenderHour | undefined {
    return byHour.get((list.at(-1)?.at ?? 0) + HOUR);
  }
}

/**
 * The burst that the complaints are about: the one in which the mail named first was sent, else the largest. `hours`
 * ascending; `logFrom` is from when on the log is known.
 */
export function findBurst(
  hours: readonly SenderHour[],
  { logFrom, namedAt }: { logFrom: number; namedAt: number | null },
): FoundBurst {
  const { runs, usual } = runsOf(hours, logFrom);
  const median = (list: readonly SenderHour[]): number | null =>
    list.length < MIN_HOURS ? null : medianOf(list.map((one) => one.recipients));
  const isNamed = ({ hours: [first, ...rest] }: Run): boolean =>
    namedAt !== null &&
    first !== undefined &&
    first.at <= namedAt &&
    namedAt < (rest.at(-1) ?? first).at + HOUR;
  const largest = runs.toSorted((a, b) => sumOf(b.hours) - sumOf(a.hours))[0];
  const chosen = runs.find(isNamed) ?? largest;
  if (chosen === undefined) return { burst: null, median: median(usual) };
  return { burst: burstOf(widened(chosen, hours)), median: chosen.median };
}
