// Dates in the one form that RFC 5322 §3.3 asks for: `Tue, 8 Mar 2005 13:00:00 -0500`.
// Promise: never throws, one look at each character; null for any other form, which lib/mime/dates.ts reads.
// Most dates of mail are of this form, and every mail has several.

/** A moment as it stands in the text; `weekday` counts from Sunday, -1 where none is given or known. */
export interface RegularDate {
  weekday: number;
  year: number;
  /** 1 to 12; 0 for a word that is no month. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  isWest: boolean;
  zoneHour: number;
  zoneMinute: number;
}

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
const WEEKDAYS = 'sunmontuewedthufrisat';
const BLANK = 0x20;
const COLON = 0x3a;
const COMMA = 0x2c;
const PLUS = 0x2b;
const MINUS = 0x2d;

/** Reads a date of exactly that form, in any case, with or without its weekday. */
export function readRegularDate(text: string): RegularDate | null {
  let at = 0;
  let weekday = -1;
  if (text.charCodeAt(3) === COMMA) {
    weekday = wordIndex(text, 0, WEEKDAYS);
    at = afterBlanks(text, 4);
    if (weekday === NO_WORD || at === 4) return null;
  }
  const dayDigits = digit(text, at + 1) < 0 ? 1 : 2;
  const day = number(text, at, dayDigits);
  const monthAt = afterBlanks(text, at + dayDigits);
  const month = wordIndex(text, monthAt, MONTHS);
  const yearAt = afterBlanks(text, monthAt + 3);
  const year = number(text, yearAt, 4);
  const timeAt = afterBlanks(text, yearAt + 4);
  const zoneAt = afterBlanks(text, timeAt + 8);
  const sign = text.charCodeAt(zoneAt);
  if (monthAt === at + dayDigits || yearAt === monthAt + 3 || timeAt === yearAt + 4) return null;
  if (zoneAt === timeAt + 8 || zoneAt + 5 !== text.length || (sign !== PLUS && sign !== MINUS)) return null;
  if (text.charCodeAt(timeAt + 2) !== COLON || text.charCodeAt(timeAt + 5) !== COLON) return null;
  const hour = number(text, timeAt, 2);
  const minute = number(text, timeAt + 3, 2);
  const second = number(text, timeAt + 6, 2);
  const zoneHour = number(text, zoneAt + 1, 2);
  const zoneMinute = number(text, zoneAt + 3, 2);
  if (month === NO_WORD || day < 0 || year < 0 || hour < 0 || minute < 0 || second < 0) return null;
  if (zoneHour < 0 || zoneMinute < 0) return null;
  const isWest = sign === MINUS;
  return { weekday, year, month: month + 1, day, hour, minute, second, isWest, zoneHour, zoneMinute };
}

const NO_WORD = -3;

/** Place of the three letters at `at` among `words`; -1 for other letters, NO_WORD for what is no letters. */
function wordIndex(text: string, at: number, words: string): number {
  const first = letter(text, at);
  const second = letter(text, at + 1);
  const third = letter(text, at + 2);
  if (first < 0 || second < 0 || third < 0) return NO_WORD;
  for (let place = 0; place < words.length; place += 3) {
    const isSame = words.charCodeAt(place) === first && words.charCodeAt(place + 1) === second;
    if (isSame && words.charCodeAt(place + 2) === third) return place / 3;
  }
  return -1;
}

/** The letter at `at` in lower case, or -1. */
function letter(text: string, at: number): number {
  const lower = text.charCodeAt(at) | 0x20;
  return lower >= 0x61 && lower <= 0x7a ? lower : -1;
}

/** The number of that many digits at `at`, or a negative one. */
function number(text: string, at: number, digits: number): number {
  let value = 0;
  for (let i = 0; i < digits; i += 1) {
    const next = digit(text, at + i);
    if (next < 0) return -1;
    value = value * 10 + next;
  }
  return value;
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 0x30;
  return value >= 0 && value <= 9 ? value : -1;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === BLANK) at += 1;
  return at;
}
