// What a report is for scoring. RFC 5965 §7.3 knows abuse, fraud, virus and other; RFC 6430 not-spam; RFC 6591
// auth-failure; drafts and the field add opt-out and spam. A type nobody defined weighs nothing and is still shown.

import type { ParsedReport } from '@/lib/formats/types';
import type { ComplaintKind } from './types';

const loopKinds: ReadonlySet<ComplaintKind> = new Set<ComplaintKind>([
  'user',
  'automatic',
  'trap',
  'listing',
]);

function loopKind(defaultKind: string | null): ComplaintKind {
  for (const kind of loopKinds) if (kind === defaultKind) return kind;
  return 'user';
}

/** Some programs tell spam traps by an extension field: `Abuse-Type: trap-recycled`. */
function isTrap(report: ParsedReport): boolean {
  const values = report.extensions['abuse-type'] ?? [];
  return values.some((value) => value.trim().toLowerCase().startsWith('trap'));
}

/**
 * The kind of complaint a report is.
 * @param loopDefaultKind what the loop's reports of type abuse are (`user`, `automatic`, `trap`, `listing`); `user`
 *   where there is no loop or it says something else.
 */
export function kindOf(report: ParsedReport, loopDefaultKind: string | null): ComplaintKind {
  switch (report.feedbackType.trim().toLowerCase()) {
    case 'abuse':
    case 'spam':
      return isTrap(report) ? 'trap' : loopKind(loopDefaultKind);
    case 'fraud':
    case 'virus':
      return 'fraud';
    case 'opt-out':
    case 'opt-outs':
      return 'opt-out';
    case 'not-spam':
      return 'not-spam';
    case 'auth-failure':
      return 'auth-failure';
    case 'other':
      return 'automatic';
    default:
      return 'unknown';
  }
}
