// What is kept of a mailbox before a measure, and whose its state is now. Pure.
// A login lock is `active` 2: it may not sign in, by no protocol and with no app password, and mail still comes in. A send
// lock takes SMTP and the webmail away. Off (0) is somebody else's decision, and never turned into 2: that would let mail in.

import type { FoundState, MeasureOrder, PriorState } from '@/lib/containment/types';
import type { Mailbox, RateLimit } from './answers';

/** What the measure concerns, as it is kept and compared. */
export function stateOf(kind: MeasureOrder['kind'], { active, attributes }: Mailbox): PriorState {
  if (kind === 'login-lock') return { active };
  return { smtp_access: attributes.smtp_access, sogo_access: attributes.sogo_access };
}

/** A limit of the mailbox's own, as it is kept; both null where it has none. */
export function limitState(limit: RateLimit | null): PriorState {
  return { value: limit?.value ?? null, frame: limit?.frame ?? null };
}

/** The change that takes the measure; null where the mailbox is closed further than that already. */
export function lockChange(kind: MeasureOrder['kind'], now: PriorState): Record<string, number> | null {
  if (kind === 'login-lock') return now['active'] === 1 ? { active: 2 } : null;
  return isLocked(kind, now) ? null : { smtp_access: 0, sogo_access: 0 };
}

/** The change that restores what was there before. */
export function releaseChange(kind: MeasureOrder['kind'], prior: PriorState): Record<string, number> {
  if (kind === 'login-lock') return { active: Number(prior['active'] ?? 1) };
  return { smtp_access: Number(prior['smtp_access'] ?? 1), sogo_access: Number(prior['sogo_access'] ?? 1) };
}

/** Whose the state is. What was closed before us is free of us once it is as it was. */
export function foundOf(order: MeasureOrder, prior: PriorState, now: PriorState): FoundState {
  const isAsBefore = Object.entries(now).every(([name, value]) => prior[name] === value);
  if (order.wanted === 'off' && isAsBefore) return 'free';
  if (isSet(order, now) || (order.wanted === 'on' && isAsBefore && isLocked(order.kind, now))) return 'ours';
  return isAsBefore ? 'free' : 'other';
}

/** Exactly what we would have set. */
function isSet({ kind, parameters }: MeasureOrder, now: PriorState): boolean {
  if (kind === 'throttle') return now['value'] === parameters.recipientsPerHour && now['frame'] === 'h';
  if (kind === 'login-lock') return now['active'] === 2;
  return isLocked(kind, now);
}

function isLocked(kind: MeasureOrder['kind'], now: PriorState): boolean {
  if (kind === 'throttle') return false;
  if (kind === 'login-lock') return now['active'] !== 1;
  return now['smtp_access'] === false && now['sogo_access'] === false;
}
