// When the weekly report is due, and about which days. Pure but for the zone data of the runtime.

import { dayOf } from './period';
import type { Period } from './types';

const DAY = 86_400_000;
const FROM_HOUR = 6;
/** Monday, and Tuesday for a desk that was down. */
const DUE_DAYS = 2;

/** The ISO 8601 week before (`2026-W47`), Monday to Sunday; null while no report is due in `timeZone`. */
export function dueWeek(now: Date, timeZone: string): { week: string; period: Period } | null {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const today = Date.UTC(part('year'), part('month') - 1, part('day')) / DAY;
  // Day 0, 1 January 1970, was a Thursday.
  const sinceMonday = (today + 3) % 7;
  if (sinceMonday >= DUE_DAYS || (sinceMonday === 0 && part('hour') < FROM_HOUR)) return null;
  const monday = today - sinceMonday - 7;
  return { week: isoWeek(monday), period: { from: dayOf(monday), to: dayOf(monday + 6) } };
}

// A week belongs to the year of its Thursday; week 1 holds the year's first one.
function isoWeek(monday: number): string {
  const thursday = new Date((monday + 3) * DAY);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1) / DAY;
  const number = Math.floor((monday + 3 - first) / 7) + 1;
  return `${thursday.getUTCFullYear()}-W${String(number).padStart(2, '0')}`;
}
