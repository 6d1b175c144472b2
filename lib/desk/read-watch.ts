// What a processor tells of its work while it works: which mails it claimed and which of them it reads just now. Whoever
// watches can then end a reading that does not come back, knows which mail to blame, and hands back the others.

import type { Claim, ClaimedMessage } from '@/lib/reports/types';

export interface ReadWatch {
  /**
   * Waits until no other batch of this thread claims or reads, and returns what ends the turn, at once or again. A claim
   * whose answer is still under way when a mail hangs would be known to nobody.
   */
  takeTurn(): Promise<() => void>;
  /** These mails are claimed; an empty claim says that none is any more. */
  claimed(claim: readonly Claim[]): void;
  /** This mail is being read, by code that does not wait for anything. */
  reading(message: ClaimedMessage): void;
  /** It was read. */
  read(): void;
}

const nothing = (): void => undefined;

/** Nobody watches. */
export const unwatched: ReadWatch = {
  takeTurn: () => Promise.resolve(nothing),
  claimed: nothing,
  reading: nothing,
  read: nothing,
};
