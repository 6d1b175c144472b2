// Which mails' signatures have to be looked at by ourselves. Pure.

import type { OuterMessage } from '@/lib/formats/types';
import { claimsToBeReporter, needsOwnCheck } from '@/lib/reporters/needs-check';
import type { DeskContext } from './desk-context';
import type { ReadOutcome } from './judge-mail';

/** The header to check; null where a mail exchanger of ours has judged, or nothing would follow from it. */
export function outerToCheck(outcome: ReadOutcome, context: DeskContext): OuterMessage | null {
  const outer = outerOf(outcome, context);
  return outer !== null && needsOwnCheck(outer, context.reporterSettings.authservIds) ? outer : null;
}

/** Of mail that a trust in its sender can change something for: a complaint, or what a reporter else writes. */
function outerOf(outcome: ReadOutcome, { loops }: DeskContext): OuterMessage | null {
  switch (outcome.outcome) {
    case 'report':
    case 'candidate':
      return outcome.outer;
    case 'other-mail':
    case 'not-a-report':
      return outcome.outer !== null && claimsToBeReporter(outcome.outer, loops) ? outcome.outer : null;
    default:
      return null;
  }
}
