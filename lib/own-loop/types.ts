// The words of our own feedback loop: subscribers, their domains, what was reported to them.

/** `pending`: no domain is proved yet. `suspended`: nothing goes out until an administrator resumes it. */
export type SubscriberState = 'pending' | 'active' | 'suspended' | 'ended';

/** A user pressed "this is spam", or the mail came to a trap. */
export type InputKind = 'click' | 'trap';

/** Mailboxes to which a code may go: whoever reads them speaks for the domain (RFC 2142). */
export const proofMailboxes = ['postmaster', 'abuse'] as const;
export type ProofMailbox = (typeof proofMailboxes)[number];

/** What an administrator says of a subscriber. */
export interface SubscriberBody {
  organisation: string;
  reportAddress: string;
  domains: string[];
  /** As `192.0.2.0/24`. */
  ranges: string[];
  perHour: number;
  perDay: number;
  note: string | null;
}

export interface SubscriberDomain {
  id: number;
  domain: string;
  sentTo: string | null;
  codeUntil: Date | null;
  tries: number;
  verifiedAt: Date | null;
}

export interface Subscriber extends Omit<SubscriberBody, 'domains'> {
  id: number;
  state: SubscriberState;
  stateSince: Date;
  updatedAt: Date;
  domains: SubscriberDomain[];
}

/** Why a mail is this subscriber's: a signature that verified, or the address it came from. */
export interface Match {
  subscriberId: number;
  by: 'dkim' | 'address';
  /** The domain of the signature, or the address. */
  value: string;
}

export type ReportState = 'queued' | 'held-hour' | 'held-day';

/** How a mail comes in. */
export type InputWay = 'mail' | 'api';

/** What became of a mail that came in: a report, or why there is none. The first that holds. */
const inputOutcomes = [
  'reported',
  'held',
  'known',
  'no-subscriber',
  'stranger',
  'nothing-attached',
  'about-report',
  'no-recipient',
  'no-mail',
  'undecided',
  'not-configured',
] as const;
export type InputOutcome = (typeof inputOutcomes)[number];

/** Of what subscribers got. */
export function outcomeOf({
  queued,
  held,
  known,
}: Record<'queued' | 'held' | 'known', number>): 'reported' | 'held' | 'known' | 'no-subscriber' {
  if (queued > 0) return 'reported';
  if (held > 0) return 'held';
  return known > 0 ? 'known' : 'no-subscriber';
}

/** Of several mails in one report: the best that became of any. */
export function bestOutcome(outcomes: readonly InputOutcome[]): InputOutcome {
  return inputOutcomes.find((one) => outcomes.includes(one)) ?? 'no-mail';
}
