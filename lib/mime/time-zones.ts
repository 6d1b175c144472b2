// Alphabetic time zones that mail and reports carry.
// Promise: minutes east of UTC, or null for an unknown name. RFC 5322 §4.3 defines the American
// ones; the others are those seen in mail, each with the one meaning that mail servers give it.

const OFFSET_HOURS: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  west: 1,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  akst: -9,
  akdt: -8,
  hst: -10,
  bst: 1,
  cet: 1,
  cest: 2,
  met: 1,
  mest: 2,
  mez: 1,
  mesz: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  sast: 2,
  hkt: 8,
  jst: 9,
  kst: 9,
  aest: 10,
  aedt: 11,
  nzst: 12,
  nzdt: 13,
};

/** Minutes east of UTC for a zone name in any case. */
export function zoneOffsetMinutes(name: string): number | null {
  const key = name.toLowerCase();
  return Object.hasOwn(OFFSET_HOURS, key) ? (OFFSET_HOURS[key] ?? 0) * 60 : null;
}
