// Ranges as borders: from each border on, up to the next, one country holds. Where ranges lie in each other the narrower
// one counts, as in routing. Pure.

import type { Span } from './types';

export interface Borders<N extends number | bigint> {
  starts: N[];
  /** The country from the start beside it on; null where none holds. */
  countries: (string | null)[];
}

/** Sorts `spans` in place. `next` gives the number behind another one. */
export function bordersOf<N extends number | bigint>(spans: Span<N>[], next: (value: N) => N): Borders<N> {
  spans.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.last > b.last ? -1 : 1));
  const borders: Borders<N> = { starts: [], countries: [] };
  const open: Span<N>[] = [];
  const closeBefore = (limit: N | null): void => {
    for (
      let top = open.at(-1);
      top !== undefined && (limit === null || top.last < limit);
      top = open.at(-1)
    ) {
      open.pop();
      while (open.length > 0 && (open.at(-1) as Span<N>).last <= top.last) open.pop();
      draw(borders, next(top.last), open.at(-1)?.country ?? null);
    }
  };
  for (const span of spans) {
    closeBefore(span.first);
    draw(borders, span.first, span.country);
    open.push(span);
  }
  closeBefore(null);
  return borders;
}

/** A border where none was drawn at the same place, and where the country really changes. */
function draw<N extends number | bigint>(
  { starts, countries }: Borders<N>,
  at: N,
  country: string | null,
): void {
  if (starts.at(-1) === at) {
    starts.pop();
    countries.pop();
  }
  if ((countries.at(-1) ?? null) === country) return;
  starts.push(at);
  countries.push(country);
}
