// Whether a poll compares the whole folder or only what came since. Never only "greater than the greatest": the whole
// set is compared at the first poll, after a change of UIDVALIDITY, each hour, and whenever the folder is small. Pure.

import { INTAKE_LIMITS } from './limits';

/** What the poller remembers of a folder between two polls of one connection. */
export interface ListingMemory {
  uidValidity: number | null;
  /** When the whole folder was last compared; null for never. */
  fullAt: Date | null;
  /** UIDNEXT as it stood before the last complete listing. */
  uidNext: number | null;
}

export type Listing = { kind: 'full' } | { kind: 'since'; fromUid: number };

/** Decides for a folder that answered `status` at `now`. */
export function chooseListing(
  memory: ListingMemory,
  status: { uidValidity: number; messages: number; uidNext: number | null },
  now: Date,
): Listing {
  if (memory.uidValidity !== status.uidValidity || memory.fullAt === null || memory.uidNext === null) {
    return { kind: 'full' };
  }
  const age = now.getTime() - memory.fullAt.getTime();
  // A clock that jumped backwards makes the age negative; then, too, the whole set is compared.
  const isDue = age >= INTAKE_LIMITS.fullListingMs || age < 0;
  if (isDue || status.uidNext === null || status.messages <= INTAKE_LIMITS.smallFolder)
    return { kind: 'full' };
  return { kind: 'since', fromUid: memory.uidNext };
}

/** Adds `found` to `pending` without repeating, keeping the order oldest first. */
export function mergePending(pending: readonly string[], found: readonly string[]): string[] {
  if (found.length === 0) return [...pending];
  const known = new Set(pending);
  return [...pending, ...found.filter((uid) => !known.has(uid))];
}
