// What the other end of a webhook says, in an answer or by callback: the state as it is now, and what it proved. Pure.

import { z } from 'zod';
import type { FoundState, PriorState, Wanted } from '@/lib/containment/types';

export const webhookAnswer = z.object({
  /** `on`: the measure holds by our order; `off`: it does not hold; `other`: somebody else changed the account. */
  state: z.enum(['on', 'off', 'other']),
  /** Whether the other end proved that the account cannot do it (`true`) or can (`false`); null: it did not try. */
  proved: z.boolean().nullable().default(null),
  /** Kept with the order and sent along with its release. */
  before: z
    .record(z.string().max(100), z.union([z.string().max(500), z.number(), z.boolean(), z.null()]))
    .default({}),
});
export type WebhookAnswer = z.infer<typeof webhookAnswer>;

/** A callback names the order by its key. */
export const webhookCallback = webhookAnswer.extend({ key: z.string().min(1).max(100) });

/** The state in the words of containment. */
export function foundOf({ state }: WebhookAnswer): FoundState {
  return { on: 'ours', off: 'free', other: 'other' }[state] as FoundState;
}

/** What is kept of it for the history. */
export function seenOf({ state, proved }: WebhookAnswer, wanted: Wanted): PriorState {
  return { state, proved, wanted };
}
