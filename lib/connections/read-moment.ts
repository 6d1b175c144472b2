// Moments as accounting exports write them: with a zone, without one, or in seconds since 1970. Pure. A local time in
// October's double hour means two moments; both are given, so that nothing is ruled out that may have been.

/** Minutes that a zone is ahead of UTC at a moment. */
export type ZoneOffset = (at: number) => number;

export interface Moment {
  earliest: number;
  latest: number;
}

const HOUR = 3_600_000;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;
const GERMAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (\d{1,2}):(\d\d)(?::(\d\d))?)?$/;

/** Null for what is no moment. `offset` is the zone of times that have none. */
export function readMoment(text: string, offset: ZoneOffset): Moment | null {
  if (/^\d{9,10}$/.test(text)) return exactly(Number(text) * 1_000);
  if (/^\d{13}$/.test(text)) return exactly(Number(text));
  const iso = ISO.exec(text);
  const german = iso === null ? GERMAN.exec(text) : null;
  const [year, month, day, ...clock] =
    iso !== null
      ? iso.slice(1, 7)
      : german !== null
        ? [german[3], german[2], german[1], ...german.slice(4, 7)]
        : [undefined];
  if (year === undefined) return null;
  const [hour = 0, minute = 0, second = 0] = clock.map((part) => Number(part ?? 0));
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), hour, minute, second);
  const isDay = new Date(local).getUTCDate() === Number(day) && Number(month) >= 1 && Number(month) <= 12;
  const isReal = isDay && hour < 24 && minute < 60 && second < 61;
  if (!isReal) return null;
  return iso?.[7] === undefined ? inZone(local, offset) : exactly(local - zoneMs(iso[7]));
}

const exactly = (at: number): Moment => ({ earliest: at, latest: at });

function zoneMs(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function inZone(local: number, offset: ZoneOffset): Moment {
  const offsets = [...new Set([local - 24 * HOUR, local + 24 * HOUR].map(offset))];
  const fitting = offsets
    .map((minutes) => ({ at: local - minutes * 60_000, minutes }))
    .filter(({ at, minutes }) => offset(at) === minutes)
    .map(({ at }) => at);
  // The hour that March leaves out: clocks that did not go forward meant the offset before.
  if (fitting.length === 0) return exactly(local - (offsets[0] ?? 0) * 60_000);
  return { earliest: Math.min(...fitting), latest: Math.max(...fitting) };
}
