// A User-Agent header in two words for people: "Firefox, Windows". Only for recognising one's own sessions. Pure.

const BROWSERS: [needle: string, name: string][] = [
  ['Firefox/', 'Firefox'],
  ['Edg/', 'Edge'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
];

const SYSTEMS: [needle: string, name: string][] = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
];

/** Browser and system, or null where neither is known. Chrome names Safari, Edge names Chrome: the order decides. */
export function describeBrowser(userAgent: string | null): string | null {
  const find = (list: [string, string][]) => list.find(([needle]) => userAgent?.includes(needle))?.[1];
  return [find(BROWSERS), find(SYSTEMS)].filter((part) => part !== undefined).join(', ') || null;
}
