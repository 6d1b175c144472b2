// What an entry comes to from its grounds, computed anew each time: in whatever order complaints, not-spam and a person's
// word came, the latest of them holds. Pure.

import type { EntryEnd } from './types';

/** All grounds of one list and complainant, summed up. */
export interface GroundSum {
  customerId: number;
  listId: string;
  token: string;
  complaints: number;
  firstAt: Date;
  lastAt: Date;
  /** The latest not-spam about this list, or about no list in particular. */
  takenBackAt: Date | null;
  /** Of the latest complaint. */
  complainant: string;
  reporterKey: string;
  accountId: number;
  feedbackLoopId: number | null;
  evidence: unknown;
  /** Of the latest complaint that says so. */
  recipientId: string | null;
  recipientRule: string | null;
  campaign: string | null;
}

/** An entry that is kept already. */
export interface KeptEntry {
  customerId: number;
  listId: string;
  token: string;
  complaints: number;
  lastAt: Date;
  endedAt: Date | null;
  endedBy: EntryEnd | null;
  removedAt: Date | null;
  recipientId: string | null;
}

export interface EntryEnding {
  endedAt: Date | null;
  endedBy: EntryEnd | null;
}

/** Whether an entry is in force; `sum` is null where no complaint is left. */
export function endingOf(sum: GroundSum | null, kept: KeptEntry | null, now: Date): EntryEnding {
  const removedAt = kept?.removedAt ?? null;
  if (sum === null)
    return kept !== null && kept.endedAt !== null
      ? { endedAt: kept.endedAt, endedBy: kept.endedBy }
      : { endedAt: now, endedBy: 'complaint-gone' };
  const { lastAt, takenBackAt } = sum;
  const isRemoved = removedAt !== null && removedAt >= lastAt;
  const isTakenBack = takenBackAt !== null && takenBackAt >= lastAt;
  if (isRemoved && !(isTakenBack && takenBackAt > removedAt))
    return { endedAt: removedAt, endedBy: 'person' };
  return isTakenBack ? { endedAt: takenBackAt, endedBy: 'not-spam' } : { endedAt: null, endedBy: null };
}

/** Whether anything that the list's readers see has changed. */
export function hasChanged(
  sum: GroundSum | null,
  kept: KeptEntry | null,
  { endedAt, endedBy }: EntryEnding,
): boolean {
  return (
    kept === null ||
    kept.endedBy !== endedBy ||
    kept.endedAt?.getTime() !== endedAt?.getTime() ||
    kept.complaints !== (sum?.complaints ?? 0) ||
    (sum !== null && (kept.lastAt.getTime() !== sum.lastAt.getTime() || kept.recipientId !== sum.recipientId))
  );
}
