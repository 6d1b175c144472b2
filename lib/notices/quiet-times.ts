// When no reminder is sent: at night, on weekends and holidays, on days that the team names. A reminder that is due then
// waits for the first hour in which somebody would be there to read the answer. Pure.

import { isPublicHoliday } from './public-holidays';

export interface QuietTimes {
  /** Full hours of the team's day, 0 to 24: reminders leave from `opens` until before `closes`. */
  opens: number;
  closes: number;
  weekends: boolean;
  /** The holidays of all German states. */
  holidays: boolean;
  /** Further days, `2026-12-24`. */
  days: readonly string[];
}

const HOUR_MS = 3_600_000;
/** A calendar that leaves no hour open for so long is taken for a mistake. */
const SEARCH_HOURS = 90 * 24;

/** Whether no reminder leaves at this moment. `timeZone`: the team's, an IANA name. */
export function isQuiet(at: Date, quiet: QuietTimes, timeZone: string): boolean {
  return isQuietLocally(localTime(timeZone)(at), quiet);
}

/** The first moment from `at` on that is not quiet; null where there is none within ninety days. */
export function firstOpen(at: Date, quiet: QuietTimes, timeZone: string): Date | null {
  const local = localTime(timeZone);
  if (!isQuietLocally(local(at), quiet)) return at;
  // Quiet times begin and end with the hour; every zone in use is a quarter of an hour off at most.
  const quarter = HOUR_MS / 4;
  const start = Math.ceil(at.getTime() / quarter) * quarter;
  for (let step = 0; step < SEARCH_HOURS * 4; step += 1) {
    const moment = new Date(start + step * quarter);
    if (!isQuietLocally(local(moment), quiet)) return moment;
  }
  return null;
}

interface LocalTime {
  /** `2026-12-24` */
  day: string;
  hour: number;
  isWeekend: boolean;
}

function isQuietLocally({ day, hour, isWeekend }: LocalTime, quiet: QuietTimes): boolean {
  return (
    hour < quiet.opens ||
    hour >= quiet.closes ||
    (quiet.weekends && isWeekend) ||
    quiet.days.includes(day) ||
    (quiet.holidays && isPublicHoliday(day))
  );
}

function localTime(timeZone: string): (at: Date) => LocalTime {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    weekday: 'short',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
    const weekday = part('weekday');
    return {
      day: `${part('year')}-${part('month')}-${part('day')}`,
      hour: Number(part('hour')),
      isWeekend: weekday.startsWith('Sat') || weekday.startsWith('Sun'),
    };
  };
}
