// A span as people say it: minutes up to an hour and a half, hours up to two days, then days. Pure.

export type DurationUnit = 'minutes' | 'hours' | 'days';

/** `seconds` in the unit that suits, with one decimal at most. */
export function durationOf(seconds: number): { unit: DurationUnit; n: number } {
  if (seconds < 5_400) return { unit: 'minutes', n: Math.round(seconds / 60) };
  if (seconds < 172_800) return { unit: 'hours', n: Math.round(seconds / 360) / 10 };
  return { unit: 'days', n: Math.round(seconds / 8_640) / 10 };
}
