// Whether a new password may be set for a case's account now, and by what: asked by the screen and by the order, so that
// both say the same. Pure but for what it is given.

import type { OrderFacts } from '@/lib/containment/order-store';
import type { MeasureGround } from '@/lib/containment/types';
import type { ReleaseView } from '@/lib/replies/release-queries';
import { secondReasonsOf, termsOf } from './ground-of';

export type NewPasswordObstacle = 'not-a-mailbox' | 'not-cleaned' | 'no-connector' | 'second-needed';

export interface NewPasswordPlan {
  /** The first thing in the way; null: nothing. */
  obstacle: NewPasswordObstacle | null;
  connectors: { id: number; name: string; kind: string }[];
  /** What the terms allow; null: the person has to write why. */
  ground: MeasureGround | null;
}

/**
 * A password that is set before the device is clean is in the wrong hands the same day. Of a protected account a second
 * person has to have agreed to a lock: without one, a new password would shut it out on one person's word.
 */
export function planNewPassword(
  facts: OrderFacts,
  ticks: ReleaseView['ticks'],
  isRestricted: boolean,
  now: Date,
): NewPasswordPlan {
  const connectors = facts.connectors
    .filter((one) => one.active && !one.stopped && one.measures.includes('new-password'))
    .map(({ id, name, kind }) => ({ id, name, kind }));
  const obstacles: [NewPasswordObstacle, boolean][] = [
    ['not-a-mailbox', facts.account.kind !== 'mailbox'],
    ['no-connector', connectors.length === 0],
    ['not-cleaned', ticks.every(({ item }) => item !== 'device-cleaned')],
    ['second-needed', !isRestricted && secondReasonsOf(facts).length > 0],
  ];
  const [obstacle] = obstacles.find(([, isThere]) => isThere) ?? [null];
  return { obstacle, connectors, ground: termsOf('new-password', facts, now) };
}
