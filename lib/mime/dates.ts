// Dates of mail headers and reports, read as leniently as real ones need.
// Promise: never throws; null for what names no moment. Understood: RFC 5322, ISO 8601, asctime,
// date only, two-digit years, alphabetic zones, -0000, comments, a wrong weekday.
// Source: RFC 5322 §3.3 and §4.3, RFC 3339.

import { withoutComments } from './comments';
import { readRegularDate, type RegularDate } from './regular-date';
import { zoneOffsetMinutes } from './time-zones';

export interface MailDate {
  /** UTC to the second, `2005-03-08T18:00:00Z`. */
  readonly iso: string;
  /** Deviations: `weekday-mismatch`, `alpha-zone`, `unknown-zone`, `no-zone`, `-0000`, `iso-8601`, `two-digit-year`, `no-time`. */
  readonly notes: readonly string[];
}

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  offsetMinutes: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?(.*)$/i;

/** Reads one date value. */
export function parseMailDate(text: string): MailDate | null {
  const regular = readRegularDate(text);
  if (regular !== null) return fromRegular(regular);
  // The longest genuine form with its comment is below 60 characters.
  const clean = withoutComments(text.slice(0, 200)).trim();
  if (clean === '') return null;
  const notes: string[] = [];
  const iso = ISO.exec(clean);
  const parts = iso === null ? readWords(clean, notes) : readIso(iso, notes);
  return parts === null ? null : toDate(parts, notes);
}

function fromRegular(date: RegularDate): MailDate | null {
  const { weekday, isWest, zoneHour, zoneMinute, month } = date;
  if (zoneHour > 23 || zoneMinute > 59 || month === 0) return null;
  const offset = zoneHour * 60 + zoneMinute;
  const notes: string[] = [];
  if (isWest && offset === 0) notes.push('-0000');
  const { year, day, hour, minute, second } = date;
  const parts: Parts = { year, month, day, hour, minute, second, offsetMinutes: isWest ? -offset : offset };
  noteWeekday(parts, weekday, notes);
  return toDate(parts, notes);
}

function readIso(match: RegExpExecArray, notes: string[]): Parts | null {
  const [, year, month, day, hour, minute, second, zone = ''] = match;
  notes.push('iso-8601');
  if (hour === undefined) notes.push('no-time');
  const offsetMinutes = readZone(zone.trim(), notes, hour !== undefined);
  return offsetMinutes === null
    ? null
    : {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: Number(hour ?? 0),
        minute: Number(minute ?? 0),
        second: Number(second ?? 0),
        offsetMinutes,
      };
}

/** The word forms: every token says by its shape what it is, whatever the order. */
function readWords(text: string, notes: string[]): Parts | null {
  const tokens = text.replaceAll(',', ' ').split(/\s+/).flatMap(splitDashedDate).filter(Boolean);
  let month = 0;
  let time: string[] | null = null;
  const numbers: string[] = [];
  const zones: string[] = [];
  let weekday = -1;
  for (const token of tokens) {
    const key = token.slice(0, 3).toLowerCase();
    if (/^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(token)) time ??= token.split(':');
    else if (/^\d{1,4}$/.test(token) && numbers.length < 2) numbers.push(token);
    else if (/^[a-z]+\.?$/i.test(token) && month === 0 && MONTHS.includes(key))
      month = MONTHS.indexOf(key) + 1;
    else if (/^[a-z]+\.?$/i.test(token) && weekday < 0 && WEEKDAYS.includes(key))
      weekday = WEEKDAYS.indexOf(key);
    else zones.push(token);
  }
  const [day, year] = (numbers[0]?.length ?? 0) > 2 ? [numbers[1], numbers[0]] : numbers;
  if (month === 0 || day === undefined || year === undefined) return null;
  if (time === null) notes.push('no-time');
  const offsetMinutes = readZone(zones.join(' '), notes, time !== null);
  if (offsetMinutes === null) return null;
  const [hour = '0', minute = '0', second = '0'] = time ?? [];
  const parts: Parts = {
    year: fullYear(year, notes),
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Math.floor(Number(second)),
    offsetMinutes,
  };
  noteWeekday(parts, weekday, notes);
  return parts;
}

/** `13-Feb-2014` is three tokens. */
function splitDashedDate(token: string): string[] {
  return /^\d{1,2}-[a-z]{3,9}-\d{2,4}$/i.test(token) ? token.split('-') : [token];
}

/** RFC 5322 §4.3: 00 to 49 are of this century, 50 to 99 and three digits count from 1900. */
function fullYear(text: string, notes: string[]): number {
  const year = Number(text);
  if (text.length > 3) return year;
  notes.push('two-digit-year');
  return text.length <= 2 && year < 50 ? year + 2000 : year + 1900;
}

/** Minutes east of UTC. An unknown zone counts as UTC, as RFC 5322 §4.3 asks; null is impossible. */
function readZone(text: string, notes: string[], hasTime: boolean): number | null {
  if (text === '') {
    if (hasTime) notes.push('no-zone');
    return 0;
  }
  const numeric = /(?:^|[a-z\s])([+-])(\d{1,2}):?(\d{2})?(?=\s|$)/i.exec(text);
  if (numeric !== null) {
    const [, sign, hours, minutes = '0'] = numeric;
    if (Number(hours) > 23 || Number(minutes) > 59) return null;
    const offset = Number(hours) * 60 + Number(minutes);
    if (sign === '-' && offset === 0) notes.push('-0000');
    return sign === '-' ? -offset : offset;
  }
  const known = zoneOffsetMinutes(text.split(' ')[0] ?? '');
  if (!/^z$/i.test(text)) notes.push(known === null ? 'unknown-zone' : 'alpha-zone');
  return known ?? 0;
}

function noteWeekday(parts: Parts, weekday: number, notes: string[]): void {
  if (weekday < 0) return;
  // 1 January 1970 was a Thursday.
  const days = Math.floor(Date.UTC(parts.year, parts.month - 1, parts.day) / 86_400_000);
  if ((((days + 4) % 7) + 7) % 7 !== weekday) notes.push('weekday-mismatch');
}

/** Checks the ranges, the calendar included, and gives the moment in UTC. */
function toDate(parts: Parts, notes: string[]): MailDate | null {
  const { year, month, day, hour, minute, offsetMinutes } = parts;
  // 60 is a leap second (RFC 5322 §3.3); no clock here knows it.
  const second = parts.second === 60 ? 59 : parts.second;
  if (year < 1900 || year > 9998 || hour > 23 || minute > 59 || second > 59) return null;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  const minutes = hour * 60 + minute - offsetMinutes;
  if (minutes >= 0 && minutes < DAY_MINUTES) {
    // The same day in UTC: nothing to convert.
    const time = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:${twoDigits(second)}`;
    return { iso: `${year}-${twoDigits(month)}-${twoDigits(day)}T${time}Z`, notes };
  }
  const moment = Date.UTC(year, month - 1, day, hour, minute, second) - offsetMinutes * 60_000;
  return { iso: `${new Date(moment).toISOString().slice(0, 19)}Z`, notes };
}

const DAY_MINUTES = 24 * 60;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** 0 to 59. */
function twoDigits(number: number): string {
  return TWO_DIGITS[number] ?? '';
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
