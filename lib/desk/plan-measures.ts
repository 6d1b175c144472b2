// What could be done to an account now, and what exactly would happen: which connectors would act, on what ground, who
// has to agree, whom it touches. Reads alone; the order asks all of it again when it is given.

import { loadOrderFacts } from '@/lib/containment/order-store';
import { reachOf, type Reach } from '@/lib/containment/queries';
import type { SecondReason } from '@/lib/containment/second-person';
import { orderedMeasures, type MeasureGround, type MeasureKind } from '@/lib/containment/types';
import { sql } from '@/lib/db/sql';
import { secondReasonsOf, termsOf } from './ground-of';

/** One measure that active connectors offer. */
export interface MeasureOffer {
  kind: MeasureKind;
  connectors: { id: number; name: string; kind: string; stopped: boolean }[];
  /** What the terms allow; null: the person has to write why. */
  ground: MeasureGround | null;
}

export interface MeasurePlan {
  offers: MeasureOffer[];
  contract: string | null;
  secondReasons: SecondReason[];
  reach: Reach;
}

/** The plan for an account. Throws where it is gone. */
export async function planMeasures(accountId: number): Promise<MeasurePlan> {
  const [facts, reach] = await Promise.all([
    sql().begin((tx) => loadOrderFacts(tx, accountId)),
    reachOf(accountId),
  ]);
  const now = new Date();
  const offers = orderedMeasures.flatMap((kind) => {
    const connectors = facts.connectors
      .filter((one) => one.active && one.measures.includes(kind))
      .map(({ id, name, kind: connectorKind, stopped }) => ({ id, name, kind: connectorKind, stopped }));
    return connectors.length === 0 ? [] : [{ kind, connectors, ground: termsOf(kind, facts, now) }];
  });
  return { offers, contract: facts.contract, secondReasons: secondReasonsOf(facts), reach };
}
