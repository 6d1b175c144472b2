// Dates as mail writes them, without the machine's own time zone.
// Promise: pure; the same instant gives the same text everywhere.
// Source: RFC 5322 §3.3; Directive 2000/84/EC for the summer time of our own hosts.

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sat, 21 Nov 2026 17:26:20 +0100`; the offset is in minutes east of UTC. */
export function mailDate(instant: Date, offsetMinutes: number): string {
  const local = new Date(instant.getTime() + offsetMinutes * MINUTE);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const size = Math.abs(offsetMinutes);
  const zone = `${sign}${two(Math.floor(size / 60))}${two(size % 60)}`;
  return (
    `${WEEKDAYS[local.getUTCDay()]}, ${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ` +
    `${local.getUTCFullYear()} ${clock(local)} ${zone}`
  );
}

/** The same in the time of our own hosts, with the zone's name as Postfix adds it. */
export function berlinDate(instant: Date): string {
  const offset = berlinOffsetMinutes(instant);
  return `${mailDate(instant, offset)} (${offset === 120 ? 'CEST' : 'CET'})`;
}

/** Minutes east of UTC in Berlin: 120 from the last Sunday of March to that of October, 01:00 UTC, else 60. */
export function berlinOffsetMinutes(instant: Date): 60 | 120 {
  const year = instant.getUTCFullYear();
  const start = lastSunday(year, 2) + HOUR;
  const end = lastSunday(year, 9) + HOUR;
  return instant.getTime() >= start && instant.getTime() < end ? 120 : 60;
}

/** `Sat Nov 21 16:26:20 2026`, the date of an mbox "From " line. */
export function mboxDate(instant: Date): string {
  return (
    `${WEEKDAYS[instant.getUTCDay()]} ${MONTHS[instant.getUTCMonth()]} ` +
    `${String(instant.getUTCDate()).padStart(2)} ${clock(instant)} ${instant.getUTCFullYear()}`
  );
}

/** The instant moved by milliseconds. */
export function after(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

function lastSunday(year: number, month: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0));
  return lastDay.getTime() - lastDay.getUTCDay() * DAY;
}

function clock(instant: Date): string {
  return `${two(instant.getUTCHours())}:${two(instant.getUTCMinutes())}:${two(instant.getUTCSeconds())}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
