// Which mails a pass takes, and in which batches: newest and oldest by turns, so that neither today's complaint waits
// behind a backlog of 200,000 nor the oldest for ever. Pure.

import { INTAKE_LIMITS } from './limits';

/**
 * Takes up to `count` UIDs from both ends of `pending` (oldest first) in slices of `slice`, newest slice first.
 * Returns the slices and what is left, oldest first.
 */
export function takeFromBothEnds(
  pending: readonly string[],
  count: number,
  slice: number = INTAKE_LIMITS.batchMails,
): { slices: string[][]; rest: string[] } {
  const slices: string[][] = [];
  let from = 0;
  let to = pending.length;
  for (let taken = 0; taken < count && from < to;) {
    const size = Math.min(slice, count - taken, to - from);
    if (slices.length % 2 === 0) {
      slices.push(pending.slice(to - size, to));
      to -= size;
    } else {
      slices.push(pending.slice(from, from + size));
      from += size;
    }
    taken += size;
  }
  return { slices, rest: pending.slice(from, to) };
}
