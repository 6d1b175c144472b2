// What becomes of a mail after an attempt: pure. Accepted once, or before a person: never silently twice, never silently
// not at all (invariant 7). The same for notices and for mail that belongs to no case.

import type { SendOutcome } from './types';

/** So long a mail is tried; whoever is to act now learns nothing from a mail of next week. */
const triesForHours = 48;

/** Seconds until the next attempt, by attempts so far: greylisting lets through after some minutes. */
const delaysSeconds = [60, 300, 600, 1_800, 3_600] as const;

export interface Settlement {
  state: 'accepted' | 'failed' | 'ambiguous' | 'due';
  dueInSeconds: number | null;
}

/** `ageHours`: since the mail was written. */
export function settleAttempt(outcome: SendOutcome, attempts: number, ageHours: number): Settlement {
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'accepted', dueInSeconds: null };
    case 'permanent':
      return { state: 'failed', dueInSeconds: null };
    case 'ambiguous':
      return { state: 'ambiguous', dueInSeconds: null };
    case 'temporary':
    case 'not-reached': {
      if (ageHours >= triesForHours) return { state: 'failed', dueInSeconds: null };
      const index = Math.min(Math.max(attempts, 1), delaysSeconds.length) - 1;
      return { state: 'due', dueInSeconds: delaysSeconds[index] as number };
    }
  }
}
