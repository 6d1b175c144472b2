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

/** Where programs tell spam traps: `Abuse-Type: trap-recycled`, X-ARF's `Report-Type: spamtrap`, XARF's evidence source. */
const trapFields = ['abuse-type', 'report-type', 'evidence-source'];
const trapWords = /^((spam[ _-]?)?trap|honeypot)/;
/** What XARF calls the sources of a complaint that nobody made by hand. */
const machineSources = new Set([
  'automated_filter',
  'content_analysis',
  'volume_analysis',
  'reputation_feed',
]);

function isTrap(report: ParsedReport): boolean {
  const values = trapFields.flatMap((field) => report.extensions[field] ?? []);
  return values.some((value) => trapWords.test(value.trim().toLowerCase()));
}

function isByMachine(report: ParsedReport): boolean {
  return (report.extensions['evidence-source'] ?? []).some((source) => machineSources.has(source));
}

/** A blocklist's word is about an address that is listed, whatever its reason. */
function isListing(report: ParsedReport): boolean {
  return report.category?.startsWith('reputation/') ?? false;
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
      if (isTrap(report)) return 'trap';
      return loopKind(loopDefaultKind ?? (isByMachine(report) ? 'automatic' : null));
    case 'fraud':
    case 'virus':
      return 'fraud';
    case 'opt-out':
    case 'opt-outs':
    case 'opt-out-list':
      return 'opt-out';
    case 'not-spam':
    case 'not-junk':
      return 'not-spam';
    case 'auth-failure':
    case 'dkim':
      return 'auth-failure';
    case 'other':
      return isListing(report) ? 'listing' : 'automatic';
    default:
      return 'unknown';
  }
}
