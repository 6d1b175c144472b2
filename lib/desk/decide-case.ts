// The frame of every decision about a case: one transaction, the rows locked, the version that the person saw compared,
// the transition table asked, history and audit written. Who comes second is told who came first; nothing is changed.

import {
  changeCase,
  lastDecision,
  lockCase,
  otherOpenCase,
  record,
  type CaseChange,
  type LockedCase,
} from '@/lib/cases/decide-store';
import { transition, type CaseDecision } from '@/lib/cases/transitions';
import { isOpenState, type CaseEvent, type CaseState } from '@/lib/cases/types';
import { hasMeasuresInForce } from '@/lib/containment/order-store';
import { hasUndecidedMail } from '@/lib/containment/queue-store';
import { sql, type Tx } from '@/lib/db/sql';
import { done, refused, type Outcome, type Refusal } from './outcome';

/** What every decision carries: the case, the version its page showed, and who decides. */
export interface DecisionInput {
  caseId: number;
  version: number;
  userId: number;
}

/** `case-stale`: somebody decided in between, `values` say who, what and when (ms). */
export type DecisionCode =
  | 'not-found'
  | 'case-stale'
  | 'case-not-allowed'
  | 'case-other-open'
  | 'measures-in-force'
  | 'held-mail'
  | 'fields';

export type DecisionOutcome = Outcome<{ version: number; state: CaseState }, DecisionCode>;

/** What a decision does once it is allowed: the row's new values and the line of history. */
export interface Decision {
  change: Omit<CaseChange, 'to'>;
  event: CaseEvent;
  /** What follows once the case's row is written. */
  after?: () => Promise<void>;
}

type Decide = (tx: Tx, held: LockedCase, to: CaseState, now: Date) => Promise<Decision>;

/** Locks the case and compares the version; hands the locked case on, or the refusal. */
export async function lockForDecision(
  tx: Tx,
  input: DecisionInput,
): Promise<{ ok: true; data: LockedCase } | Refusal<'not-found' | 'case-stale'>> {
  const held = await lockCase(tx, input.caseId);
  if (held === null) return refused('not-found');
  if (held.version === input.version) return done(held);
  const last = await lastDecision(tx, held.id);
  // A message's selector knows no hyphen.
  const kind = (last?.kind ?? 'other').replaceAll('-', '_');
  const values = { by: last?.by ?? '–', kind, at: (last?.at ?? new Date()).getTime() };
  return refused('case-stale', { values });
}

/** Runs one decision that moves a case to another state. Expected errors come back as values and change nothing. */
export function decideCase(
  input: DecisionInput,
  action: CaseDecision,
  decide: Decide,
): Promise<DecisionOutcome> {
  return sql().begin(async (tx): Promise<DecisionOutcome> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const other = isOpenState(held.state) ? null : await otherOpenCase(tx, held.accountId, held.id);
    const measuresInForce = await hasMeasuresInForce(tx, held.accountId);
    const heldMail = await hasUndecidedMail(tx, held.accountId);
    const step = transition(held.state, action, { otherOpenCase: other !== null, measuresInForce, heldMail });
    if (!step.ok && other !== null) return refused('case-other-open', { values: { number: other } });
    if (!step.ok && (step.code === 'measures-in-force' || step.code === 'held-mail'))
      return refused(step.code);
    if (!step.ok) return refused('case-not-allowed', { values: { state: held.state } });
    const now = new Date();
    const { change, event, after } = await decide(tx, held, step.to, now);
    const version = await changeCase(tx, held.id, { ...change, to: step.to });
    await after?.();
    await record(tx, held, input.userId, event, now);
    return done({ version, state: step.to });
  }) as Promise<DecisionOutcome>;
}
