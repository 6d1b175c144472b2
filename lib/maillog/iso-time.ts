// ISO 8601 times as logs write them: `2026-11-21T17:26:20.123456+01:00`, with a blank instead of the T, without a zone.
// Promise: pure but for the order that the clock keeps; NaN where it is none.

import type { LogClock } from './clock';

const SHAPE = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s?(Z|[+-]\d\d:?\d\d)?$/;

/** The moment in milliseconds. */
export function isoMoment(text: string, clock: LogClock): number {
  const match = SHAPE.exec(text);
  if (match === null) return NaN;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const asUtc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  if (
    Number(hour) > 23 ||
    Number(minute) > 59 ||
    Number(second) > 60 ||
    new Date(asUtc).getUTCDate() !== Number(day)
  ) {
    // A leap second on the last of a month ends on the first of the next.
    if (Number(second) !== 60) return NaN;
  }
  const milliseconds = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1_000);
  if (zone === undefined) return clock.local(asUtc) + milliseconds;
  if (zone === 'Z') return clock.seen(asUtc) + milliseconds;
  const sign = zone.startsWith('-') ? -1 : 1;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return clock.seen(asUtc - sign * minutes * 60_000) + milliseconds;
}
