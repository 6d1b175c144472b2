// Growing, jittered pauses between attempts, so that many workers do not come back at the same moment.

/** Milliseconds to wait after the `failures`-th failure in a row: from about one second to at most half a minute. */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(30_000, 1_000 * 2 ** Math.min(failures - 1, 10));
  return Math.round(ceiling * (0.5 + random() / 2));
}
