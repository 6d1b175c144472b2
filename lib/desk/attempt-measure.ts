// One attempt at a measure, outside any transaction: what was there before is kept first, then the connector acts, then
// it is read back and proved. What nobody answers is unknown, never done.

import type { ClaimedMeasure, MeasureResult, NewStep } from '@/lib/containment/rows';
import { settleFault, settleProof, settleRecheck, settleSilence } from '@/lib/containment/settle';
import { keepPrior, noteApplied } from '@/lib/containment/store';
import {
  ConnectorFault,
  isRepeated,
  type Connector,
  type MeasureOrder,
  type PriorState,
} from '@/lib/containment/types';
import { sql } from '@/lib/db/sql';
import { withPatience } from './connector-patience';

export interface Attempt {
  result: MeasureResult;
  steps: NewStep[];
}

/** Carries out, or looks again at, a claimed measure. Null: somebody else holds the claim by now. */
export async function attemptMeasure(
  claim: ClaimedMeasure,
  connector: Connector,
  now: () => Date,
): Promise<Attempt | null> {
  const steps: NewStep[] = [];
  let order = orderOf(claim);
  try {
    let prior = claim.priorState ?? {};
    if (!claim.isRecheck) {
      prior = claim.priorState ?? (await step(steps, 'read-prior', (s) => connector.readPrior(order, s)));
      if (!(await keepPrior(sql(), claim, prior))) return null;
      if (claim.wanted === 'on' || (await isStillOurs(steps, connector, order, prior))) {
        await step(steps, 'apply', (s) => connector.apply(order, prior, s));
        const appliedAt = now();
        if (!(await noteApplied(sql(), claim, appliedAt))) return null;
        order = { ...order, appliedAt };
      }
    } else if (isRepeated(claim.kind)) {
      await step(steps, 'apply', (s) => connector.apply(order, prior, s));
    }
    const readBack = await step(steps, 'read-back', (s) => connector.readBack(order, prior, s));
    const probe = await step(steps, 'probe', (s) => connector.probe(order, s));
    const isLook = claim.isRecheck && !isRepeated(claim.kind);
    const settled = isLook
      ? settleRecheck(claim.state, readBack, probe)
      : settleProof({ ...order, failures: claim.failures + 1 }, readBack, probe);
    return { steps, result: { ...settled, readBack, probe, fault: null } };
  } catch (error) {
    if (!(error instanceof ConnectorFault)) throw error;
    const settled = claim.isRecheck
      ? settleSilence(claim.failures + 1)
      : settleFault({ ...order, failures: claim.failures + 1 }, error);
    const fault = { effect: error.effect, code: error.code, detail: error.detail };
    return { steps, result: { ...settled, readBack: null, probe: null, fault } };
  }
}

function orderOf(claim: ClaimedMeasure): MeasureOrder {
  const { kind, wanted, account, caseNumber, parameters, idempotencyKey, appliedAt } = claim;
  return { kind, wanted, account, caseNumber, parameters, idempotencyKey, appliedAt };
}

/** A release restores only what is still as we set it; what is free already, or somebody else's, is not touched. */
async function isStillOurs(
  steps: NewStep[],
  connector: Connector,
  order: MeasureOrder,
  prior: PriorState,
): Promise<boolean> {
  const { found } = await step(steps, 'read-back', (s) => connector.readBack(order, prior, s));
  return found === 'ours';
}

/** One call with its patience; kept in `steps` whatever comes of it. An answer that does not come is unknown. */
async function step<T extends object | void>(
  steps: NewStep[],
  name: NewStep['step'],
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    const answer = await withPatience(call);
    steps.push({ step: name, ok: true, detail: { ...(answer ?? {}) } });
    return answer;
  } catch (error) {
    if (!(error instanceof ConnectorFault)) throw error;
    steps.push({
      step: name,
      ok: false,
      detail: { effect: error.effect, code: error.code, ...error.detail },
    });
    throw error;
  }
}
