// Whether the end of a case says that a person agreed with what the desk proposed. Confirmed abuse agrees with all of it;
// what was no abuse by the account agrees with none, only that a case was worth looking at is borne out where something
// had to be cleaned. Ends that say nothing about the account (a duplicate, "other") are not counted. Pure.

import { isOpenState, type CaseState } from '@/lib/cases/types';
import type { Agreement, ProposedMeasure } from './types';

/** `outcome` is the case's, of a close or a dismissal. */
export function agreementOf(measure: ProposedMeasure, state: CaseState, outcome: string | null): Agreement {
  if (isOpenState(state)) return 'undecided';
  switch (outcome) {
    case 'confirmed-abuse':
      return 'agreed';
    case 'cleaned':
      return measure === 'review' ? 'agreed' : 'disagreed';
    case 'no-abuse':
    case 'forged-complaints':
    case 'wanted-mail':
    case 'forwarding':
      return 'disagreed';
    default:
      return 'uncounted';
  }
}
