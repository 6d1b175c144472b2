// The books of a new password, before and after: the order with its ground, what became of it, both in the case's history.

import { lockCase, raiseVersion, record, type LockedCase } from '@/lib/cases/decide-store';
import { isOpenState, type MeasureAction } from '@/lib/cases/types';
import { loadConnector } from '@/lib/containment/connector-store';
import { loadOrderFacts } from '@/lib/containment/order-store';
import {
  confirmNewPassword,
  insertNewPassword,
  isRestricted,
  settleFailedPassword,
} from '@/lib/containment/password-store';
import type { ConnectorRow } from '@/lib/containment/rows';
import { stopWhenTooMany } from '@/lib/containment/store';
import type { ConnectorFault } from '@/lib/containment/types';
import type { Tx } from '@/lib/db/sql';
import { loadRelease } from '@/lib/replies/release-queries';
import { confirmTick } from '@/lib/replies/release-store';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { planNewPassword, type NewPasswordObstacle } from './new-password-rules';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface SetNewPasswordInput extends DecisionInput {
  connectorId: number;
  /** Needed where the terms of the customer's product do not speak of it. */
  overrideReason: string | null;
}

export type SetNewPasswordCode = DecisionCode | NewPasswordObstacle | 'connector-gone';

export interface OrderedPassword {
  measureId: number;
  login: string;
  /** Through what. */
  row: ConnectorRow;
}

/** Asks again whether it may be, under the case's lock; whoever saw an older version of the case is told. */
export async function orderNewPassword(
  tx: Tx,
  input: SetNewPasswordInput,
  now: Date,
): Promise<Outcome<OrderedPassword, SetNewPasswordCode>> {
  const locked = await lockForDecision(tx, input);
  if (!locked.ok) return locked;
  const { id: caseId, accountId, state } = locked.data;
  if (!isOpenState(state)) return refused('case-not-allowed', { values: { state } });
  const [facts, release] = [await loadOrderFacts(tx, accountId), await loadRelease(tx, caseId)];
  const plan = planNewPassword(facts, release?.ticks ?? [], await isRestricted(tx, accountId), now);
  if (plan.obstacle !== null) return refused(plan.obstacle);
  const row = await loadConnector(tx, input.connectorId);
  if (row === null || plan.connectors.every(({ id }) => id !== row.id)) return refused('connector-gone');
  const { overrideReason: reason, userId } = input;
  const ground = plan.ground ?? (reason === null ? null : { kind: 'override' as const, reason });
  if (ground === null) return refusedField('overrideReason', 'override-needed');
  const measureId = await insertNewPassword(
    tx,
    { caseId, accountId, connectorId: row.id, ground, userId },
    now,
  );
  await stopWhenTooMany(tx, row.id, now);
  await raiseVersion(tx, caseId);
  const note = ground.kind === 'override' ? ground.reason : null;
  await tell(
    tx,
    locked.data,
    userId,
    { action: 'wanted', measureId, connector: row.name, code: null, note },
    now,
  );
  return done({ measureId, login: facts.account.login, row });
}

/** What became of it; a password that holds is the checklist's step, too. */
export async function settleNewPassword(
  tx: Tx,
  { caseId, userId }: DecisionInput,
  { measureId, row: { name: connector } }: OrderedPassword,
  fault: ConnectorFault | null,
  now: Date,
): Promise<void> {
  const held = await lockCase(tx, caseId);
  if (held === null) throw new Error(`case ${caseId} is gone while its account got a new password`);
  if (fault === null) await confirmNewPassword(tx, measureId, now);
  else {
    const { effect, code, detail } = fault;
    await settleFailedPassword(tx, measureId, effect === 'unknown' ? 'unknown' : 'refuted', {
      effect,
      code,
      detail,
    });
  }
  const action = fault === null ? 'done' : fault.effect === 'unknown' ? 'unknown' : 'refuted';
  await tell(tx, held, userId, { action, measureId, connector, code: fault?.code ?? null, note: null }, now);
  if (fault !== null || !isOpenState(held.state)) return;
  // What the customer cannot do under a lock is hereby done.
  if (!(await confirmTick(tx, caseId, 'password-changed', userId, now))) return;
  await record(
    tx,
    held,
    userId,
    { kind: 'checklist', detail: { action: 'confirmed', item: 'password-changed' } },
    now,
  );
}

async function tell(
  tx: Tx,
  held: LockedCase,
  userId: number,
  detail: {
    action: MeasureAction;
    measureId: number;
    connector: string;
    code: string | null;
    note: string | null;
  },
  now: Date,
): Promise<void> {
  await record(tx, held, userId, { kind: 'measure', detail: { ...detail, measure: 'new-password' } }, now);
}
