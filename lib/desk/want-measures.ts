// A person decides to act: the measures are taken into the books with their ground, together with the case's new state,
// history and audit. Nothing is done outside here: the worker carries out what is committed. A second click, or a second
// agent, finds the measure in force and changes nothing.

import { changeCase, record } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import { loadOrderFacts } from '@/lib/containment/order-store';
import type { NewMeasure } from '@/lib/containment/rows';
import { insertMeasures, stopWhenTooMany } from '@/lib/containment/store';
import type { MeasureGround, MeasureKind, MeasureParameters } from '@/lib/containment/types';
import { sql, type Tx } from '@/lib/db/sql';
import { takeRelease } from '@/lib/replies/release-store';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { secondReasonsOf, termsOf } from './ground-of';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface WantedMeasure {
  kind: MeasureKind;
  connectorId: number;
  parameters: MeasureParameters;
}

export interface WantMeasuresInput extends DecisionInput {
  measures: WantedMeasure[];
  /** Needed where the terms of the customer's product allow one of the measures not. */
  overrideReason: string | null;
}

export type WantMeasuresCode = DecisionCode | 'connector-gone' | 'override-needed' | 'nothing-new';

export interface WantedMeasures {
  version: number;
  /** The measures taken into the books; one that was in force already is not among them. */
  measureIds: number[];
  /** Some wait for a second person. */
  needsSecond: boolean;
}

/** Takes the measures into the books. Expected errors come back as values and change nothing. */
export function wantMeasures(input: WantMeasuresInput): Promise<Outcome<WantedMeasures, WantMeasuresCode>> {
  return sql().begin(async (tx): Promise<Outcome<WantedMeasures, WantMeasuresCode>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const step = transition(held.state, 'contain');
    const isContained = held.state === 'contained';
    if (!step.ok && !isContained) return refused('case-not-allowed', { values: { state: held.state } });
    const now = new Date();
    const facts = await loadOrderFacts(tx, held.accountId);
    const rows: NewMeasure[] = [];
    for (const wanted of input.measures) {
      const connector = facts.connectors.find((one) => one.id === wanted.connectorId && one.active);
      if (connector === undefined || !connector.measures.includes(wanted.kind))
        return refused('connector-gone');
      const ground = termsOf(wanted.kind, facts, now) ?? overrideBy(input.overrideReason);
      if (ground === null) return refusedField('overrideReason', 'override-needed');
      rows.push({
        ...wanted,
        caseId: held.id,
        accountId: held.accountId,
        ground,
        wantedById: input.userId,
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
    const nameOf = new Map(facts.connectors.map((one) => [one.id, one.name]));
    for (const row of taken) {
      const code = row.secondReasons[0] ?? null;
      const note = row.ground.kind === 'override' ? row.ground.reason : null;
      const connector = nameOf.get(row.connectorId) ?? '';
      const detail = {
        action: 'wanted',
        measureId: row.id,
        measure: row.kind,
        connector,
        code,
        note,
      } as const;
      await record(tx, held, input.userId, { kind: 'measure', detail }, now);
    }
    const needsSecond = taken.some((row) => row.secondReasons.length > 0);
    return done({ version, measureIds: taken.map((row) => row.id), needsSecond });
  }) as Promise<Outcome<WantedMeasures, WantMeasuresCode>>;
}

function overrideBy(reason: string | null): MeasureGround | null {
  return reason === null ? null : { kind: 'override', reason };
}

/** In the order of their numbers, so that two decisions cannot wait for each other. */
async function guardConnectors(tx: Tx, taken: readonly NewMeasure[], now: Date): Promise<void> {
  const ids = [...new Set(taken.map((row) => row.connectorId))].sort((a, b) => a - b);
  for (const id of ids) await stopWhenTooMany(tx, id, now);
}
