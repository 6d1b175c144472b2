// Whether a report is a ground for an entry of its sender's suppression list. Pure.
// Only a person's own wish is one: a spam trap, a filter or a listing that a sender learned of would be left out of the
// next spam ("list washing") and the desk would have helped. And only reporters who are known speak here: anybody could
// write the name of a stranger into a report.

import type { AttributionVerdict } from '@/lib/attribution/types';
import type { ReportedMessage } from '@/lib/formats/types';
import type { Trust } from '@/lib/reporters/types';
import type { ComplaintKind } from '@/lib/scoring/types';
import { bulkEvidence, listIdOf } from './bulk-evidence';
import { findCampaign, findRecipient } from './find-recipient';
import { holdsAddress } from './holds-address';
import type { Ground } from './types';

export interface GroundFacts {
  kind: ComplaintKind;
  trust: Trust;
  /** The account is named by more than a line that anybody can write. */
  isSentHere: boolean;
  verdict: AttributionVerdict;
  /** Comparable; null where the report names nobody. */
  complainant: string | null;
  reporterKey: string;
  feedbackLoopId: number | null;
  receivedAt: Date;
  originalMailFrom: string | null;
  originalRcptTo: readonly string[];
  reported: ReportedMessage | null;
}

const WISHES = new Set<ComplaintKind>(['user', 'opt-out', 'not-spam']);
const SENT = new Set<AttributionVerdict>([
  'sent-by-account',
  'sent-by-web-script',
  'sent-by-connection',
  'claimed',
  'no-longer-checkable',
]);

/** Null: it is none, or it names nobody whom the sender could leave out. */
export function groundOf(facts: GroundFacts): Ground | null {
  const { kind, trust, verdict, isSentHere, reported } = facts;
  if (!WISHES.has(kind) || !SENT.has(verdict) || !isSentHere) return null;
  if (trust !== 'verified' && trust !== 'known') return null;
  const known = peopleOf(facts);
  const envelopeSender = reported?.returnPath ?? facts.originalMailFrom;
  const recipient = findRecipient({ reported, envelopeSender, known });
  const complainant = facts.complainant ?? '';
  if (complainant === '' && recipient === null) return null;
  const listId = listIdOf(reported);
  const isPersonal = listId !== '' && holdsAddress(listId, known);
  return {
    isNotSpam: kind === 'not-spam',
    complainant,
    reporterKey: facts.reporterKey,
    feedbackLoopId: facts.feedbackLoopId,
    receivedAt: facts.receivedAt,
    listId: isPersonal ? '' : listId,
    recipient,
    campaign: findCampaign({ reported, known }),
    evidence: bulkEvidence(reported).map((line) =>
      line.code === 'list-id' && isPersonal ? { ...line, value: null } : line,
    ),
  };
}

/** The complainant and whoever the mail was written to, as far as addresses of them are known. */
function peopleOf({ complainant, originalRcptTo, reported }: GroundFacts): string[] {
  const to = (reported?.to ?? '').slice(0, 4_096).match(/[^\s<>,;:"()]{1,64}@[^\s<>,;:"()]{1,255}/g) ?? [];
  const named = [complainant ?? '', ...originalRcptTo.slice(0, 20), ...to.slice(0, 20)];
  return [...new Set(named.filter((address) => address.includes('@')))];
}
