// A person decides to act. A second click, or a second agent, finds the measure in force and changes nothing.

import { loadOrderFacts } from '@/lib/containment/order-store';
import { sql } from '@/lib/db/sql';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, type Outcome } from './outcome';
import { takeMeasures, type TakeMeasuresCode, type WantedMeasure } from './take-measures';

export interface WantMeasuresInput extends DecisionInput {
  measures: WantedMeasure[];
  /** Needed where the terms of the customer's product allow one of the measures not. */
  overrideReason: string | null;
}

export type WantMeasuresCode = DecisionCode | TakeMeasuresCode;

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
    const facts = await loadOrderFacts(tx, locked.data.accountId);
    const outcome = await takeMeasures(tx, locked.data, facts, input, new Date());
    if (!outcome.ok) return outcome;
    const { version, taken } = outcome.data;
    const needsSecond = taken.some((row) => row.secondReasons.length > 0);
    return done({ version, measureIds: taken.map((row) => row.id), needsSecond });
  }) as Promise<Outcome<WantedMeasures, WantMeasuresCode>>;
}
