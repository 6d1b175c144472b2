// Which hours of the log the signals look at. Time is the log's own: a log that is behind neither raises nor lowers, it
// only stands still. Pure.

import type { LogSignalsPolicy } from './policy';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A server so far behind the others is no longer waited for: it was switched off, or its log is lost. */
const GONE_AFTER = DAY;

/** From when to when a host's log is known, in milliseconds. */
export interface Reach {
  from: number;
  to: number;
  /** Where lines may be missing in between. */
  holes?: readonly { from: number; to: number }[];
}

/** From when on a host's log is known without a hole: only from there does its silence say that nothing was. */
export function wholeFrom({ from, holes = [] }: Pick<Reach, 'from' | 'holes'>): number {
  return Math.max(from, ...holes.map((hole) => hole.to));
}

/**
 * What all servers' logs hold together: to the end of the one that is furthest behind (servers that have been silent for a
 * day longer than another do not count), and from where the last of them is whole. Null without a log.
 */
export function commonReach(coverage: readonly Reach[], now: Date): Reach | null {
  if (coverage.length === 0) return null;
  const latest = Math.max(...coverage.map(({ to }) => to));
  const live = coverage.filter(({ to }) => to >= latest - GONE_AFTER);
  const to = Math.min(now.getTime(), ...live.map((host) => host.to));
  return { from: Math.max(...live.map(wholeFrom)), to };
}

/**
 * From when on the youngest server's log is known, where others are known for a day longer; null where none is young. Who
 * sent nothing before that may have sent by that server: his habits are unknown, not none.
 */
export function youngSince(coverage: readonly Reach[]): number | null {
  const first = Math.min(...coverage.map(({ from }) => from));
  const young = coverage.filter(({ from }) => from > first + DAY).map(({ from }) => from);
  return young.length === 0 ? null : Math.max(...young);
}

/**
 * How many servers have a log that we do not read ourselves (`own`), only ask. Those silent for a day longer than another
 * do not count; one that cannot be asked just now (it ends at 0) does.
 */
export function countUnseen(
  own: readonly { host: string }[],
  all: readonly (Pick<Reach, 'to'> & { host: string })[],
): number {
  const read = new Set(own.map(({ host }) => host));
  const latest = Math.max(0, ...all.map(({ to }) => to));
  return all.filter(({ host, to }) => !read.has(host) && (to === 0 || to >= latest - GONE_AFTER)).length;
}

/** The window that is judged, and the days of habit before it. */
export interface Span {
  historyFrom: Date;
  from: Date;
  to: Date;
  windowHours: number;
}

/** The span that ends where the log ends; in whole hours but for its end. */
export function spanOf(
  to: number,
  { windowHours, historyDays }: Pick<LogSignalsPolicy, 'windowHours' | 'historyDays'>,
): Span {
  const from = Math.floor(to / HOUR) * HOUR - (windowHours - 1) * HOUR;
  return {
    historyFrom: new Date(from - historyDays * DAY),
    from: new Date(from),
    to: new Date(to),
    windowHours,
  };
}
