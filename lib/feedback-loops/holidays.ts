// Days on which mail and complaints run low everywhere: Sundays apart, the public holidays of all of Germany and the weeks
// around New Year. Days are days of the calendar in UTC, as numbers since 1970. Pure.

const DAY_MS = 86_400_000;

/** The number of a calendar day (`2026-11-22`), counted from 1970-01-01. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY_MS);
}

/** Easter Sunday by the Gregorian computus (Gauss, in the form of Lichtenberg), as a day number. */
function easterSunday(year: number): number {
  const century = Math.floor(year / 100);
  const moon = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sun = 2 - Math.floor((3 * century + 3) / 4);
  const golden = year % 19;
  const seed = (19 * golden + moon) % 30;
  const correction = Math.floor((seed + Math.floor(golden / 11)) / 29);
  const fullMoon = 21 + seed - correction;
  const firstSunday = 7 - ((year + Math.floor(year / 4) + sun) % 7);
  const distance = 7 - ((((fullMoon - firstSunday) % 7) + 7) % 7);
  return dayNumber(year, 3, 1) + fullMoon + distance - 1;
}

const EASTER_OFFSETS = [-2, 1, 39, 50];
const FIXED: readonly (readonly [number, number])[] = [
  [5, 1],
  [10, 3],
];

/** Whether a day number is a public holiday in all of Germany or lies between 23 December and 6 January. */
export function isQuietDay(day: number): boolean {
  const date = new Date(day * DAY_MS);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if ((month === 12 && dayOfMonth >= 23) || (month === 1 && dayOfMonth <= 6)) return true;
  if (FIXED.some(([m, d]) => m === month && d === dayOfMonth)) return true;
  return EASTER_OFFSETS.includes(day - easterSunday(year));
}
