// Which days a page is about, and the equally long time before. Pure.

import type { Period } from './types';

const DAY = 86_400_000;
export const presets = [7, 30, 90] as const;
const DEFAULT_DAYS = 30;
/** Longer than two years nothing is compared any more, and a chart has more days than a screen has pixels. */
export const MOST_DAYS = 731;

const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;
export const dayOf = (days: number): string => new Date(days * DAY).toISOString().slice(0, 10);
const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOfText(text) === text;

// `2026-02-30` is a date to nobody but the parser.
function dayOfText(text: string): string | null {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? null : new Date(at).toISOString().slice(0, 10);
}

/** What was asked for: the last days up to today, or two days of one's own. */
export interface PeriodQuery {
  days?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** The period of a query; what makes no sense is the last 30 days. `preset`: one of the usual lengths, else null. */
export function readPeriod(query: PeriodQuery, now: Date): Period & { preset: number | null } {
  const today = Math.floor(now.getTime() / DAY);
  if (isDay(query.from) && isDay(query.to)) {
    const from = numberOf(query.from);
    const to = Math.min(numberOf(query.to), today);
    if (from <= to && to - from < MOST_DAYS) return { from: query.from, to: dayOf(to), preset: null };
  }
  const preset = presets.find((days) => String(days) === query.days) ?? DEFAULT_DAYS;
  return { from: dayOf(today - preset + 1), to: dayOf(today), preset };
}

export function lengthOf({ from, to }: Period): number {
  return numberOf(to) - numberOf(from) + 1;
}

/** The equally many days that end where the period begins. */
export function periodBefore(period: Period): Period {
  const first = numberOf(period.from);
  return { from: dayOf(first - lengthOf(period)), to: dayOf(first - 1) };
}

/** Its days, in order. */
export function daysOf(period: Period): string[] {
  const first = numberOf(period.from);
  return Array.from({ length: lengthOf(period) }, (_, index) => dayOf(first + index));
}

/** Days that one section of a period has, by the length from which on: a chart of two years has as many bars as one of a month. */
const sectionDays: [from: number, days: number][] = [
  [183, 30],
  [32, 7],
  [0, 1],
];

/** A period in equal sections, the last one as long as what is left. */
export function sectionsOf(period: Period): Period[] {
  const length = lengthOf(period);
  const days = sectionDays.find(([from]) => length >= from)?.[1] ?? 1;
  const first = numberOf(period.from);
  return Array.from({ length: Math.ceil(length / days) }, (_, i) => ({
    from: dayOf(first + i * days),
    to: dayOf(Math.min(first + (i + 1) * days, first + length) - 1),
  }));
}
