// On what ground a measure may be taken: what the terms of the customer's product allow since when, or an override that
// a person writes. Pure. The ground appears in the plan, the notice and the audit.

import type { MeasureGround, MeasureKind } from './types';

export interface Terms {
  contract: string;
  measure: string;
  /** `2024-01-01` */
  since: string;
  clause: string | null;
}

/** The terms that allow `measure` for a customer of `contract` on `today`; null where none do. */
export function termsFor(
  measure: MeasureKind,
  contract: string | null,
  terms: readonly Terms[],
  today: string,
): MeasureGround | null {
  const found = terms.find(
    (one) => one.contract === contract && one.measure === measure && one.since <= today,
  );
  if (found === undefined) return null;
  return { kind: 'terms', contract: found.contract, clause: found.clause, since: found.since };
}
