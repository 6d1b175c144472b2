// Whether an account may be let go: the checklist confirmed, the password changed after the lock where that can be known,
// no answer left that nobody has dealt with. Pure. A person can go past it with a reason, which the history keeps.

import type { ChecklistItem } from './types';

export interface GateFacts {
  /** What this kind of account needs. */
  items: readonly ChecklistItem[];
  /** What a person confirmed. */
  confirmed: ReadonlySet<ChecklistItem>;
  /** When the latest lock was first proved; null where none was. */
  lockedAt: Date | null;
  /** When a new password was set through the desk and proved; null: nobody can know. */
  passwordSetAt: Date | null;
  /** Answers that nobody has dealt with. */
  openAnswers: number;
}

export interface Gate {
  isOpen: boolean;
  missing: ChecklistItem[];
  /** The last password that is known of was set before the lock: whoever had it then has it still. */
  isPasswordOld: boolean;
  openAnswers: number;
}

/** Looks at all of it, so that the screen can say everything that is missing at once. */
export function releaseGate({ items, confirmed, lockedAt, passwordSetAt, openAnswers }: GateFacts): Gate {
  const missing = items.filter((item) => !confirmed.has(item));
  const isPasswordOld = lockedAt !== null && passwordSetAt !== null && passwordSetAt <= lockedAt;
  return {
    isOpen: missing.length === 0 && !isPasswordOld && openAnswers === 0,
    missing,
    isPasswordOld,
    openAnswers,
  };
}
