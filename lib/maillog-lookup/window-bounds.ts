// A window as PostgreSQL can have it.

import type { Window } from './types';

/** What a timestamptz can be: a window may be open to one side. */
const MIN = Date.UTC(1970, 0, 1);
const MAX = Date.UTC(9999, 0, 1);

/** Both ends as moments that a column can hold. */
export function windowBounds({ from, to }: Window): { from: Date; to: Date } {
  const moment = (at: number): Date => new Date(Math.min(Math.max(at, MIN), MAX));
  return { from: moment(from), to: moment(to) };
}
