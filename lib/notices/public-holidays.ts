// The nine public holidays that all German states share. Pure, by the calendar alone.

const DAY_MS = 86_400_000;

/** Month and day. */
const fixed = new Set(['01-01', '05-01', '10-03', '12-25', '12-26']);
/** Good Friday, Easter Monday, Ascension Day, Whit Monday: days after Easter Sunday. */
const movable = [-2, 1, 39, 50];

/** Whether nobody works on `day` (`2026-12-25`) anywhere in Germany. `day` must be a date that exists. */
export function isPublicHoliday(day: string): boolean {
  if (fixed.has(day.slice(5))) return true;
  const distance = (Date.parse(day) - easterSunday(Number(day.slice(0, 4)))) / DAY_MS;
  return movable.includes(distance);
}

/** Midnight UTC of Easter Sunday in the Gregorian calendar (Oudin's algorithm, after Butcher 1876). */
function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const epact =
    (century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15) % 30;
  const late = Math.floor(epact / 28);
  const moon = epact - late * (1 - Math.floor(29 / (epact + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  const sunday = moon - weekday;
  const month = 3 + Math.floor((sunday + 40) / 44);
  return Date.UTC(year, month - 1, sunday + 28 - 31 * Math.floor(month / 4));
}
