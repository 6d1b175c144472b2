// The worker's use case: carries out the next measure that is due, or looks again at one that stands, and writes what
// came of it into the row, the case's history and the audit in one transaction. A crash in between leaves the claim, and
// the next attempt does the same again: orders carry one key, and what was there before is kept only once.

import { changeAttention, lockCase, record } from '@/lib/cases/decide-store';
import type { MeasureAction } from '@/lib/cases/types';
import { loadConnector, noteConnectorHealth } from '@/lib/containment/connector-store';
import type { ClaimedMeasure, ConnectorRow, MeasureResult } from '@/lib/containment/rows';
import { claimMeasure, keepSteps, settleMeasure } from '@/lib/containment/store';
import { isLasting, type Connector } from '@/lib/containment/types';
import { sql } from '@/lib/db/sql';
import { attemptMeasure } from './attempt-measure';
import { completeRelease } from './complete-release';
import { deskContext } from './desk-context';
import { keepQueueLook } from './keep-queue-look';
import { openConnector } from './open-connector';

export interface CarryOutOptions {
  now?: () => Date;
  /** Makes the connector of a row; tests put their own in its place. */
  open?: (row: ConnectorRow) => Connector;
}

/** Does one piece of work; false where nothing is due. Throws what is no connector's fault; the claim then runs out. */
export async function carryOutMeasure(options: CarryOutOptions = {}): Promise<boolean> {
  const { now = () => new Date(), open = openConnector } = options;
  const claim = await claimMeasure(sql(), now());
  if (claim === null) return false;
  const row = await loadConnector(sql(), claim.connectorId);
  if (row === null) throw new Error(`connector ${claim.connectorId} of measure ${claim.id} is gone`);
  const connector = open(row);
  try {
    const attempt = await attemptMeasure(claim, connector, now);
    if (attempt === null) return true;
    await keepSteps(sql(), claim, attempt.steps);
    if (claim.kind === 'hold-queue' && connector.queue !== undefined)
      await keepQueueLook(connector.queue, claim, claim.account.login, now);
    // That a person has not done it yet is no fault of the connector.
    const { fault } = attempt.result;
    await noteConnectorHealth(sql(), row.id, fault?.code === 'person-confirms' ? null : fault, now());
    await settle(claim, row.name, attempt.result, now());
  } finally {
    await connector.close();
  }
  return true;
}

async function settle(
  claim: ClaimedMeasure,
  connector: string,
  result: MeasureResult,
  now: Date,
): Promise<void> {
  const context = await deskContext();
  await sql().begin(async (tx) => {
    const held = await lockCase(tx, claim.caseId);
    if (held === null) throw new Error(`case ${claim.caseId} of measure ${claim.id} is gone`);
    if ((await settleMeasure(tx, claim, result, now)) !== 'settled') return;
    await changeAttention(tx, held.id);
    const action = actionOf(claim, result);
    if (action === null) return;
    const code = result.fault?.code ?? result.probe?.code ?? null;
    const detail = { action, measureId: claim.id, measure: claim.kind, connector, code, note: null };
    await record(tx, held, null, { kind: 'measure', detail }, now);
    if (result.ended) await completeRelease(tx, held, context, now);
  });
}

/** What the history is told; null where nothing is new. */
function actionOf(claim: ClaimedMeasure, result: MeasureResult): MeasureAction | null {
  if (claim.wanted === 'off' && result.ended) return 'lifted';
  if (result.ended && !isLasting(claim.kind)) return 'done';
  const isNews = result.state !== claim.state || !claim.isRecheck;
  if (!isNews || result.state === 'wanted') return null;
  if (claim.failures > 0 && result.state === claim.state) return null;
  return result.state;
}
