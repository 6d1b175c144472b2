// What a measure's row means for the person who reads it. Pure.

import type { MeasureView } from '@/lib/containment/queries';

export const standings = [
  'second-person',
  'connector-paused',
  'connector-stopped',
  'by-hand',
  'under-way',
  'applied',
  'confirmed',
  'refuted',
  'unknown',
  'lifted',
  'done',
  'called-off',
] as const;
export type Standing = (typeof standings)[number];

type Row = Pick<
  MeasureView,
  'state' | 'wanted' | 'endedAt' | 'secondReasons' | 'approvedBy' | 'connector' | 'appliedAt'
>;

/** Where the measure is, in one word; what keeps it waiting comes before how far it is. */
export function standingOf(one: Row): Standing {
  if (one.endedAt !== null) return endedAs(one);
  if (waitsForSecond(one)) return 'second-person';
  if (one.state === 'refuted' || one.state === 'unknown') return one.state;
  if (one.state !== 'wanted') return one.state;
  if (!one.connector.active) return 'connector-paused';
  if (one.connector.stopped && one.wanted === 'on') return 'connector-stopped';
  return one.connector.kind === 'manual' ? 'by-hand' : 'under-way';
}

function endedAs({ wanted, state, appliedAt }: Row): Standing {
  // A new password is over at once, whatever came of it.
  if (wanted === 'on') return state === 'unknown' || state === 'refuted' ? state : 'done';
  return appliedAt === null ? 'called-off' : 'lifted';
}

/** Nothing happens before another person agrees. A release needs nobody. */
export function waitsForSecond({ wanted, secondReasons, approvedBy }: Row): boolean {
  return wanted === 'on' && secondReasons.length > 0 && approvedBy === null;
}

/** Whether its row will change by itself within moments. */
export function isUnderWay(one: Row): boolean {
  const standing = standingOf(one);
  return standing === 'under-way' || (standing === 'unknown' && one.connector.active);
}
