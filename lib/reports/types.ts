// The words of a report in the store: what a parsed mail becomes, and where a mail can stand.

import type { AccountKind } from '@/lib/attribution/types';
import type { ComplaintKind } from '@/lib/scoring/types';
import type { MailboxRole } from '@/lib/replies/types';
import type { Trust } from '@/lib/reporters/types';

/** A claim on one mail: `attempts` is its fencing token. */
export interface Claim {
  id: number;
  attempts: number;
}

/** A mail that this processor has claimed and may now read. `attempts` is the fencing token of the claim. */
export interface ClaimedMessage {
  id: number;
  attempts: number;
  receivedAt: Date;
  /** zstd-compressed, as kept. */
  bytes: Buffer;
  /** The format of an earlier reading as this claim saw it; whether rows of one exist is known under the lock alone. */
  format: string | null;
  /** It came by HTTP or upload alone: what a mail exchanger would have stamped on it anybody may have written. */
  isHandedOver: boolean;
  /** What the mailboxes it lay in take in: one thing alone, or answers and more (`both`); else complaints. */
  mailboxRole: MailboxRole;
  /** It came by LMTP alone. */
  isByLmtp: boolean;
  /** What a person said of it as a candidate. */
  judgement: Judgement | null;
}

/** A person's word on a candidate. It stands through replays. */
export interface Judgement {
  verdict: 'complaint' | 'no-complaint';
  /** The account that the person named; null leaves it to the ladder. */
  accountLogin: string | null;
  /** Its kind; null where no account was named. */
  accountKind: AccountKind | null;
  userId: number;
  /** ISO 8601. */
  at: string;
  /** Nobody was asked whether it is a complaint: the account of a report was corrected, nothing else. */
  isByCorrection?: true;
  /** Accounts named for single reports of the mail, one for each position at most. */
  corrections?: AccountCorrection[];
}

/** The account that a person set for one report, against what the ladder found. */
export interface AccountCorrection {
  /** Position of the report in its mail. */
  ordinal: number;
  accountLogin: string;
  accountKind: AccountKind;
  /** In the person's words. */
  reason: string;
  userId: number;
  /** ISO 8601. */
  at: string;
}

/** Where a complaint stood before its mail was read anew: it goes back to its case, also to one that has ended. */
export interface FormerPlace {
  rawMessageId: number;
  ordinal: number;
  accountId: number;
  caseId: number | null;
}

export type EndState = 'processed' | 'not_recognised' | 'quarantined' | 'to_check' | 'kept' | 'restricted';

/** What reading a mail came to, for its `raw_message` row. */
export interface MessageVerdict {
  id: number;
  attempts: number;
  state: EndState;
  format: string | null;
  reasonCode: string | null;
  reasonText: string | null;
  fromText: string | null;
  subject: string | null;
  /** Of mail to check and kept mail: what its place shows. */
  facts: Record<string, unknown> | null;
}

/** One row of `report`, without its number. */
export interface ReportRow {
  rawMessageId: number;
  ordinal: number;
  format: string;
  feedbackType: string;
  category: string | null;
  kind: ComplaintKind;
  reporterKey: string;
  feedbackLoopId: number | null;
  trust: Trust;
  trustFactor: number;
  /** Lower-case address, or the reporter's own token as written; null where the report names nobody. */
  complainant: string | null;
  receivedAt: Date;
  mailDate: Date | null;
  sourceIp: string | null;
  sourcePort: number | null;
  arrivalDate: string | null;
  originalMailFrom: string | null;
  originalRcptTo: string[];
  originalEnvelopeId: string | null;
  reportedDomain: string[];
  reportedUri: string[];
  incidents: number;
  userAgent: string | null;
  version: string | null;
  messageId: string | null;
  queueId: string | null;
  subject: string | null;
  headerFrom: string | null;
  extensions: Record<string, unknown>;
  notes: string[];
  derived: string[];
  xarf: Record<string, unknown> | null;
}
