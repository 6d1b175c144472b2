// The life of a subscription: which state may follow which, and what each means. Pure. "Silent" is never stored: it is an
// active subscription whose alarm rings (lib/feedback-loops/silence.ts).

import type { LoopState } from './types';

/** A person moves a subscription; nothing moves by itself. An ended one begins anew as a plan, its history stays. */
const following: Record<LoopState, readonly LoopState[]> = {
  planned: ['applied', 'verifying', 'active', 'ended'],
  applied: ['verifying', 'active', 'planned', 'ended'],
  verifying: ['active', 'applied', 'ended'],
  active: ['paused', 'verifying', 'ended'],
  paused: ['active', 'ended'],
  ended: ['planned'],
};

/** The states that may follow, the usual one first. */
export function statesAfter(state: LoopState): readonly LoopState[] {
  return following[state];
}

export function mayFollow(from: LoopState, to: LoopState): boolean {
  return following[from].includes(to);
}

/** The provider knows our resources, so it has to be told when they change (RFC 6449). */
export function isRegistered(state: LoopState): boolean {
  return state === 'applied' || state === 'verifying' || state === 'active' || state === 'paused';
}

export type ShownState = LoopState | 'silent';

/** What the screens call it. */
export function shownState({
  state,
  silentSince,
}: {
  state: LoopState;
  silentSince: Date | null;
}): ShownState {
  return state === 'active' && silentSince !== null ? 'silent' : state;
}
