// The worker's use case: carries out what a person decided about held mail, a bounded number of mails at a time. The
// attempt is committed before the mail server is spoken to. After an attempt without an answer a mail that is no longer on
// hold counts as done: it was on hold when the order was given, and the order is what moved it.

import { changeAttention, lockCase, record, type LockedCase } from '@/lib/cases/decide-store';
import type { QueueEventAction } from '@/lib/cases/types';
import { loadConnector, noteConnectorHealth } from '@/lib/containment/connector-store';
import { connectorPatienceMs } from '@/lib/containment/limits';
import {
  claimQueueOrder,
  failQueueOrder,
  mailsOfOrder,
  settleQueueOrder,
} from '@/lib/containment/queue-order-store';
import type { ClaimedQueueOrder } from '@/lib/containment/queue-rows';
import type { QueueOutcome } from '@/lib/containment/queue-types';
import type { ConnectorRow } from '@/lib/containment/rows';
import { retryDelay } from '@/lib/containment/settle';
import { ConnectorFault, type Connector } from '@/lib/containment/types';
import { sql, type Tx } from '@/lib/db/sql';
import type { CarryOutOptions } from './carry-out-measure';
import { keepQueueLook } from './keep-queue-look';
import { openConnector } from './open-connector';

/** Of one attempt: envelopes of so many are read well within a connector's patience. */
const MAILS_PER_ATTEMPT = 500;

/** Faults in a row that certainly changed nothing; then a person has to look. */
const MOST_FAILURES = 6;

/** Does one piece of work; false where nothing is due. Throws what is no connector's fault; the claim then runs out. */
export async function carryOutQueueOrder(options: CarryOutOptions = {}): Promise<boolean> {
  const { now = () => new Date(), open = openConnector } = options;
  const claim = await claimQueueOrder(sql(), now());
  if (claim === null) return false;
  const row = await loadConnector(sql(), claim.connectorId);
  if (row === null) throw new Error(`connector ${claim.connectorId} of queue order ${claim.id} is gone`);
  const connector = open(row);
  try {
    await attempt(claim, connector, row, now);
  } finally {
    await connector.close();
  }
  return true;
}

async function attempt(
  claim: ClaimedQueueOrder,
  connector: Connector,
  row: ConnectorRow,
  now: () => Date,
): Promise<void> {
  const { queue } = connector;
  try {
    if (queue === undefined) throw new ConnectorFault('refused', 'no-queue');
    const mails = await mailsOfOrder(sql(), claim.id, MAILS_PER_ATTEMPT);
    const patience = AbortSignal.timeout(connectorPatienceMs);
    const outcome = await queue.act(claim.action, claim.login, mails, patience);
    await noteConnectorHealth(sql(), row.id, null, now());
    const isOver = await settle(claim, claim.state === 'unknown' ? allDone(outcome) : outcome, now());
    if (isOver) await keepQueueLook(queue, claim, claim.login, now);
  } catch (error) {
    if (!(error instanceof ConnectorFault)) throw error;
    await noteConnectorHealth(sql(), row.id, { code: error.code, detail: error.detail }, now());
    await fail(claim, error, now());
  }
}

const allDone = ({ done, missing, kept }: QueueOutcome): QueueOutcome => ({
  done: [...done, ...missing],
  missing: [],
  kept,
});

/** True once the order is over. */
async function settle(claim: ClaimedQueueOrder, outcome: QueueOutcome, now: Date): Promise<boolean> {
  return sql().begin(async (tx) => {
    const held = await heldCase(tx, claim);
    const standing = await settleQueueOrder(tx, claim, outcome, now);
    if (standing === null) return false;
    await changeAttention(tx, held.id);
    const { state, done, missing, kept } = standing;
    if (state !== 'done' && state !== 'refuted') return false;
    const code = kept > 0 ? 'mails-kept' : missing > 0 ? 'mails-missing' : null;
    await note(tx, { held, claim, action: state, mails: done, code, now });
    return true;
  }) as Promise<boolean>;
}

async function fail(claim: ClaimedQueueOrder, fault: ConnectorFault, now: Date): Promise<void> {
  const { effect, code, detail } = fault;
  const isOver = effect === 'refused' || (effect === 'failed' && claim.failures + 1 >= MOST_FAILURES);
  const dueAt = isOver ? null : new Date(now.getTime() + retryDelay(claim.failures + 1) * 1_000);
  await sql().begin(async (tx) => {
    const held = await heldCase(tx, claim);
    if (!(await failQueueOrder(tx, claim, { effect, code, detail }, dueAt, now))) return;
    await changeAttention(tx, held.id);
    const action = isOver ? 'refuted' : effect === 'unknown' && claim.state !== 'unknown' ? 'unknown' : null;
    if (action !== null) await note(tx, { held, claim, action, mails: 0, code, now });
  });
}

async function heldCase(tx: Tx, claim: ClaimedQueueOrder): Promise<LockedCase> {
  const held = await lockCase(tx, claim.caseId);
  if (held === null) throw new Error(`case ${claim.caseId} of queue order ${claim.id} is gone`);
  return held;
}

interface Note {
  held: LockedCase;
  claim: ClaimedQueueOrder;
  action: QueueEventAction;
  mails: number;
  code: string | null;
  now: Date;
}

function note(tx: Tx, { held, claim, action, mails, code, now }: Note): Promise<void> {
  const detail = { action, order: claim.action, orderId: claim.id, mails, code, note: null };
  return record(tx, held, null, { kind: 'queue', detail }, now);
}
