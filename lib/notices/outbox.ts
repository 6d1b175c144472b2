// What becomes of a notice after an attempt: pure. Accepted once, or before a person: never silently twice, never
// silently not at all (invariant 7).

import type { SendOutcome } from '@/lib/smtp/types';

export const noticeStates = [
  'waiting',
  'due',
  'sending',
  'accepted',
  'failed',
  'ambiguous',
  'bounced',
  'withdrawn',
  /** The sample provider sends nothing. */
  'kept',
] as const;
export type NoticeState = (typeof noticeStates)[number];

/** Until a notice leaves it can be taken back. */
export const withdrawSeconds = 10;

/** So long a notice is tried; a customer who is to act now learns nothing from a mail of next week. */
export const triesForHours = 48;

/** Seconds until the next attempt, by attempts so far: greylisting lets through after some minutes. */
const delaysSeconds = [60, 300, 600, 1_800, 3_600] as const;

export interface NoticeSettlement {
  state: NoticeState;
  dueInSeconds: number | null;
}

/** `ageHours`: since the notice was written. */
export function settleNotice(outcome: SendOutcome, attempts: number, ageHours: number): NoticeSettlement {
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
