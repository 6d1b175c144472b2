// The words of suppression lists: what a complaint about list mail says, and what a customer's list holds.

/** What shows that a mail was sent to a list or in bulk; `value` is quoted from the mail where that says more. */
export interface BulkLine {
  code:
    | 'list-id'
    | 'list-unsubscribe'
    | 'list-field'
    | 'precedence'
    | 'feedback-id'
    | 'bulk-field'
    | 'declared-sender';
  value: string | null;
}

/** The customer's own id of the recipient, and the rule of `recipient-rules.ts` that found it. */
export interface RecipientId {
  id: string;
  rule: string;
}

/** One complaint about list mail, or one not-spam, before anybody asked whose list it concerns. */
export interface Ground {
  isNotSpam: boolean;
  /** As the report names them, comparable; empty where it names nobody. */
  complainant: string;
  reporterKey: string;
  feedbackLoopId: number | null;
  receivedAt: Date;
  /** Empty where the mail names no list. */
  listId: string;
  recipient: RecipientId | null;
  campaign: string | null;
  /** Empty: the mail itself does not show it; it is bulk mail only if its sender declared so. */
  evidence: BulkLine[];
}

/** Why an entry is no longer in force: taken back by the complainant, removed by a person, its complaints gone. */
export type EntryEnd = 'not-spam' | 'person' | 'complaint-gone';

/** An entry as it may leave the house: for exports, the interface and list software alike. */
export interface GivenEntry {
  /** Grows with each change of the list. */
  change: number;
  /** Empty where the mails name no list. */
  listId: string;
  token: string;
  /** Null also where the feedback loop's terms forbid details. */
  recipientId: string | null;
  campaign: string | null;
  /** Only where the feedback loop's terms and an administrator allow it. */
  address: string | null;
  active: boolean;
  endedBy: EntryEnd | null;
  complaints: number;
  firstAt: Date;
  lastAt: Date;
}
