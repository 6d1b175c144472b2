// A newer copy of the log's part over an older one. Days that the log still has are taken anew; days that it has dropped
// since stay as they were copied. Pure.

import type { KeptEvidence } from './types';

/**
 * `newer` with the days of `older` that lie before the log's begin now. The earliest mail that a complaint names is the
 * newer copy's, since complaints can go to another account.
 */
export function mergeEvidence(older: KeptEvidence | null, newer: KeptEvidence): KeptEvidence {
  if (older === null) return newer;
  const firstDay = dayOf(newer.from);
  // The log can begin within its first day; a day that is there anew is whole as far as the log goes.
  const anew = new Set(newer.days.map(({ day }) => day));
  const kept = older.days.filter(({ day }) => day < firstDay && !anew.has(day));
  return {
    ...newer,
    from: Math.min(older.from, newer.from),
    to: Math.max(older.to, newer.to),
    knownFrom: Math.min(older.knownFrom, newer.knownFrom),
    refusals: [...(older.refusals ?? []).filter(({ at }) => dayOf(at) < firstDay), ...(newer.refusals ?? [])],
    days: [...kept, ...newer.days].sort((a, b) => (a.day < b.day ? -1 : 1)),
  };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
