// The words of the customer card: what a person needs to know of the customer before deciding, and before calling.

/** Why a way to reach the customer is none while the account is locked. */
export type UnusableReason =
  /** It is a mailbox of the same customer, which the same hands may hold. */
  | 'own-mailbox'
  /** It lies in a domain whose accounts are all this customer's. */
  | 'own-domain'
  /** It is a mailbox here that is itself open in a case. */
  | 'account-in-case'
  /** It refused mail for good, and nobody has said since that it works again. */
  | 'undeliverable';

/** One way to reach a customer, and whether it can be used. */
export interface CardContact {
  kind: 'email' | 'phone' | 'post';
  value: string;
  /** Column, attribute or field it is from. */
  origin: string;
  /** `2026-11-01`: when a person last reached the customer by it. */
  verifiedOn: string | null;
  /** Null: usable. */
  unusable: UnusableReason | null;
  /** Of an unusable one: the mailbox, the domain, the number of the case, or the status that it refused with (RFC 3463). */
  because: string | null;
}

/** A reseller between us and the customer. */
export interface CardReseller {
  number: string;
  name: string;
  contacts: CardContact[];
}

/** A customer as the directory knows them. */
export interface CustomerCard {
  number: string;
  name: string;
  contract: string | null;
  language: string;
  tone: 'sie' | 'du' | null;
  isReseller: boolean;
  /** "nur nach Rückfrage" */
  askFirst: boolean;
  declaredBulkSender: boolean;
  /** `2019-04-01` */
  customerSince: string | null;
  /** Preferred first within each kind. */
  contacts: CardContact[];
  /** The nearest first; the last one has the contract with us. */
  resellers: CardReseller[];
  /** Since when the source no longer lists the customer; ISO time. */
  goneAt: string | null;
  /** Where it is from and when that was last read; null for a customer that no source lists. */
  source: { name: string; kind: string; readAt: string | null } | null;
}

/** The card as it was when a case was opened, or when its customer became known. */
export interface CustomerSnapshot {
  takenAt: string;
  card: CustomerCard;
}

/** What can be done to reach somebody. */
export type Reach =
  | { by: 'email'; contact: CardContact }
  /** No usable address: call. */
  | { by: 'phone'; contact: CardContact }
  | { by: 'post'; contact: CardContact }
  | { by: 'nothing' };

/** A field in which the snapshot and today's card differ. */
export interface CardDifference {
  field: CardField;
  then: string;
  now: string;
}

export const cardFields = [
  'number',
  'name',
  'contract',
  'email',
  'phone',
  'post',
  'language',
  'tone',
  'reseller',
  'isReseller',
  'askFirst',
  'declaredBulkSender',
  'customerSince',
] as const;
export type CardField = (typeof cardFields)[number];
