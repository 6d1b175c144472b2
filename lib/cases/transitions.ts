// The one table of a case's states: which action leads from where to where. Everything that changes a state asks here.

import { caseStates, isOpenState, type CaseState } from './types';

export const caseActions = [
  'assign',
  'start-review',
  'watch',
  'dismiss',
  'close',
  'reopen',
  'contain',
  'notify',
  'record-answer',
  'release',
] as const;
export type CaseAction = (typeof caseActions)[number];

/** The decisions the desk offers on screen now; the others come with the measures and notices that cause them. */
export const availableDecisions = [
  'start-review',
  'watch',
  'dismiss',
  'close',
  'reopen',
] as const satisfies readonly CaseAction[];
export type CaseDecision = (typeof availableDecisions)[number];

type Row = Partial<Record<CaseAction, CaseState>>;

/**
 * Where an action has no entry it is not allowed. Assigning a new case begins its review; an assigned one keeps its state.
 * A case under a measure is released before it is closed, so that no account stays locked behind a closed case; whatever
 * state it is in, it does not end while something is in force. A contained case whose measures were lifted by hand goes
 * back to review.
 */
const table: Record<CaseState, Row> = {
  new: {
    assign: 'in_review',
    'start-review': 'in_review',
    watch: 'watching',
    dismiss: 'dismissed',
    close: 'closed',
    contain: 'contained',
    notify: 'waiting_for_customer',
  },
  in_review: {
    assign: 'in_review',
    watch: 'watching',
    dismiss: 'dismissed',
    close: 'closed',
    contain: 'contained',
    notify: 'waiting_for_customer',
  },
  contained: {
    assign: 'contained',
    'start-review': 'in_review',
    notify: 'waiting_for_customer',
    'record-answer': 'answered',
    release: 'released',
  },
  waiting_for_customer: {
    assign: 'waiting_for_customer',
    'start-review': 'in_review',
    contain: 'contained',
    notify: 'waiting_for_customer',
    'record-answer': 'answered',
    release: 'released',
  },
  answered: {
    assign: 'answered',
    'start-review': 'in_review',
    contain: 'contained',
    notify: 'waiting_for_customer',
    'record-answer': 'answered',
    release: 'released',
  },
  released: {
    assign: 'released',
    'start-review': 'in_review',
    watch: 'watching',
    close: 'closed',
    contain: 'contained',
  },
  watching: {
    assign: 'watching',
    'start-review': 'in_review',
    watch: 'watching',
    dismiss: 'dismissed',
    close: 'closed',
    contain: 'contained',
    notify: 'waiting_for_customer',
  },
  closed: { reopen: 'in_review' },
  dismissed: { reopen: 'in_review' },
};

export type TransitionProblem =
  'already-ended' | 'not-ended' | 'not-allowed' | 'other-case-open' | 'measures-in-force' | 'held-mail';

export type Transition = { ok: true; to: CaseState } | { ok: false; code: TransitionProblem };

/** What holds beside the state. */
export interface TransitionContext {
  /** The account has another open case. */
  otherOpenCase?: boolean;
  /** Something is in force on the account, or nobody knows yet that it is not. */
  measuresInForce?: boolean;
  /** Mail of the account is on hold that nobody has decided about. */
  heldMail?: boolean;
}

/**
 * The state an action leads to.
 * @param context with another open case this one cannot be opened again: the database's unique index has the last word,
 *   asking here gives the person a sentence instead of an error.
 */
export function transition(
  state: CaseState,
  action: CaseAction,
  context: TransitionContext = {},
): Transition {
  if (action === 'reopen' && isOpenState(state)) return { ok: false, code: 'not-ended' };
  if (action === 'reopen' && context.otherOpenCase === true) return { ok: false, code: 'other-case-open' };
  const to = table[state][action];
  if (to !== undefined && context.measuresInForce && leavesLock(state, action))
    return { ok: false, code: 'measures-in-force' };
  if (to !== undefined && context.heldMail && (action === 'close' || action === 'dismiss'))
    return { ok: false, code: 'held-mail' };
  if (to !== undefined) return { ok: true, to };
  return { ok: false, code: isOpenState(state) ? 'not-allowed' : 'already-ended' };
}

/** Ends the case, or stops showing that its account is contained. */
function leavesLock(state: CaseState, action: CaseAction): boolean {
  return action === 'close' || action === 'dismiss' || (state === 'contained' && action === 'start-review');
}

/** The decisions a person can take now in a state, for the screen. */
export function decisionsFor(state: CaseState, context: TransitionContext): CaseDecision[] {
  return availableDecisions.filter((decision) => transition(state, decision, context).ok);
}

/** All states from which an action is possible, in the order of the states. */
export function statesAllowing(action: CaseAction): CaseState[] {
  return caseStates.filter((state) => transition(state, action).ok);
}
