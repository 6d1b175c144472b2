// Takes measures into the books with their ground, together with the case's new state, history and audit: for a person's
// order, for a playbook, and for what the policy lets the desk do by itself. Nothing is done outside here: the worker
// carries out what is committed. What is in force already is left as it is.

import { changeCase, record, type LockedCase } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import type { OrderFacts } from '@/lib/containment/order-store';
import type { NewMeasure } from '@/lib/containment/rows';
import { insertMeasures, stopWhenTooMany } from '@/lib/containment/store';
import {
  orderedMeasures,
  type MeasureGround,
  type MeasureKind,
  type MeasureParameters,
} from '@/lib/containment/types';
import type { Tx } from '@/lib/db/sql';
import { takeRelease } from '@/lib/replies/release-store';
import { secondReasonsOf, termsOf } from './ground-of';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface WantedMeasure {
  kind: MeasureKind;
  connectorId: number;
  parameters: MeasureParameters;
}

export interface MeasuresToTake {
  measures: WantedMeasure[];
  /** Needed where the terms of the customer's product allow one of the measures not. */
  overrideReason: string | null;
  /** Null: the desk itself, by a policy that allows it. */
  userId: number | null;
}

export type TakeMeasuresCode =
  'case-not-allowed' | 'connector-gone' | 'override-needed' | 'nothing-new' | 'fields';

export interface TakenMeasures {
  version: number;
  /** The measures taken into the books; one that was in force already is not among them. */
  taken: (NewMeasure & { id: number })[];
}

/** The caller has locked the case and read `facts` of its account. A refusal has changed nothing. */
export async function takeMeasures(
  tx: Tx,
  held: LockedCase,
  facts: OrderFacts,
  { measures, overrideReason, userId }: MeasuresToTake,
  now: Date,
): Promise<Outcome<TakenMeasures, TakeMeasuresCode>> {
  const step = transition(held.state, 'contain');
  if (!step.ok && held.state !== 'contained')
    return refused('case-not-allowed', { values: { state: held.state } });
  const rows: NewMeasure[] = [];
  for (const wanted of measures) {
    const connector = facts.connectors.find((one) => one.id === wanted.connectorId && one.active);
    const isOffered =
      orderedMeasures.some((kind) => kind === wanted.kind) && connector?.measures.includes(wanted.kind);
    if (connector === undefined || !isOffered) return refused('connector-gone');
    const ground = termsOf(wanted.kind, facts, now) ?? overrideBy(overrideReason);
    if (ground === null) return refusedField('overrideReason', 'override-needed');
    rows.push({
      ...wanted,
      caseId: held.id,
      accountId: held.accountId,
      ground,
      wantedById: userId,
      secondReasons: secondReasonsOf(facts),
    });
  }
  const ids = await insertMeasures(tx, rows);
  const taken = rows.flatMap((row, i) => {
    const id = ids[i] ?? null;
    return id === null ? [] : [{ ...row, id }];
  });
  if (taken.length === 0) return refused('nothing-new');
  await guardConnectors(tx, taken, now);
  const version = await changeCase(tx, held.id, { to: step.ok ? step.to : held.state });
  // Whoever locks takes back a release that was not done yet.
  await takeRelease(tx, held.id);
  for (const row of taken) await recordWanted(tx, held, facts, row, now);
  return done({ version, taken });
}

function overrideBy(reason: string | null): MeasureGround | null {
  return reason === null ? null : { kind: 'override', reason };
}

async function recordWanted(
  tx: Tx,
  held: LockedCase,
  facts: OrderFacts,
  row: NewMeasure & { id: number },
  now: Date,
): Promise<void> {
  const detail = {
    action: 'wanted',
    measureId: row.id,
    measure: row.kind,
    connector: facts.connectors.find(({ id }) => id === row.connectorId)?.name ?? '',
    code: row.secondReasons[0] ?? null,
    note: row.ground.kind === 'override' ? row.ground.reason : null,
  } as const;
  await record(tx, held, row.wantedById, { kind: 'measure', detail }, now);
}

/** In the order of their numbers, so that two decisions cannot wait for each other. */
async function guardConnectors(tx: Tx, taken: readonly NewMeasure[], now: Date): Promise<void> {
  const ids = [...new Set(taken.map((row) => row.connectorId))].sort((a, b) => a - b);
  for (const id of ids) await stopWhenTooMany(tx, id, now);
}
