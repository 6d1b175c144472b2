// The words of the sample provider: who its customers are, what one complaint is meant to be.
// Promise: plain data; every message carries what a correct desk must make of it (`intent`).

import type { ClientAddress, OwnHost } from './network';

/** The seven feedback loops, and `generic`: a reporter that signs but that nobody registered. */
export type ProgramId =
  'yahoo-cfl' | 'outlook-jmrp' | 'comcast' | 'mail-ru' | 'spamcop' | 'nixspam' | 'validity' | 'generic';

export type StoryId =
  | 'hijacked'
  | 'repeat-offender'
  | 'two-mailboxes'
  | 'newsletter'
  | 'forwarder'
  | 'old-mail'
  | 'forged-flood'
  | 'not-spam'
  | 'redacted'
  | 'snowshoe'
  | 'snowshoe-rest';

/** How the reported mail left, or pretends to have left, our network. */
export type Route =
  /** Submitted with a password to one of our hosts. */
  | 'submitted'
  /** Handed over by a script on the web server. */
  | 'web-script'
  /** Came from outside to an alias that forwards; our host only passed it on. */
  | 'forwarded'
  /** The same with the envelope sender rewritten (SRS). */
  | 'forwarded-srs'
  /** Never touched a host of ours; only the sender address is ours (joe job). */
  | 'never-ours';

export interface SampleCustomer {
  /** `K-104711` */
  number: string;
  name: string;
  contract: string;
  /** Outside the customer's own mailboxes, so that it can be reached while they are locked. */
  contactEmail: string;
  phone: string;
  language: 'de' | 'en';
  resellerNumber: string | null;
  isReseller: boolean;
  askFirst: boolean;
  declaredBulkSender: boolean;
  customerSince: Date;
  accounts: SampleAccount[];
}

export interface SampleAccount {
  kind: 'mailbox' | 'site';
  login: string;
  domain: string;
  /** What stands before the address in From. */
  displayName: string;
  customerNumber: string;
  /** The own host that takes this account's mail. */
  host: string;
}

/** A case that was closed as confirmed abuse before the sample begins. */
export interface EarlierIncident {
  login: string;
  openedDaysAgo: number;
  closedDaysAgo: number;
  /** What each program's complaints were worth when the case opened, in points. */
  worth: readonly (readonly [ProgramId, number])[];
  subjects: readonly string[];
  /** What the person who closed it wrote. */
  note: string;
}

/** One mail as our host saw it: what its Received line and its log say of it must agree. */
export interface SentMail {
  account: SampleAccount;
  route: Route;
  sentAt: Date;
  /** The own host that took it. */
  host: OwnHost;
  queueId: string;
  /** Without angle brackets. */
  messageId: string;
  /** Who handed it over; of a forwarded mail, who gave it to the sender's relay. */
  client: ClientAddress;
  /** Envelope sender without brackets. */
  mailFrom: string;
  /** Header From: the address alone, and the name before it. */
  fromAddress: string;
  displayName: string;
  dkimDomain: string;
  /** The first is delivered whatever becomes of the others. */
  recipients: readonly [string, ...string[]];
}

/**
 * What the provider's own mail log says of a complaint's mail: it holds it (`confirms`), it has never seen what claims to
 * be ours (`denies`) or does not (`never-ours`), or it begins only later (`predates`).
 */
export type LogWord = 'confirms' | 'denies' | 'never-ours' | 'predates';

/** One complaint to be written, before any text exists. */
export interface ComplaintPlan {
  program: ProgramId;
  account: SampleAccount;
  sentAt: Date;
  receivedAt: Date;
  themeId: string;
  /** The local part of the person who complains; the same word is the same person. */
  complainant: string;
  route: Route;
  /** The mail of the log that it is about; null where the plan itself is the mail's only trace. */
  sent: SentMail | null;
  feedbackType: 'abuse' | 'not-spam' | 'auth-failure';
  /** Written by somebody else in the program's name: nothing authenticates. */
  forged: boolean;
  /** The program's own spam trap took the mail (Abuse-Type: trap-recycled and the like). */
  trap: boolean;
  story: StoryId | null;
}

/** What a correct desk makes of a message. */
export interface MessageIntent {
  outcome: 'report' | 'broken' | 'candidate' | 'other-mail' | 'not-a-report';
  /** The program, or the sort of other mail. */
  shape: string;
  feedbackType: string | null;
  /** The login that the attribution must name; null where none can be named. */
  account: string | null;
  /** `claim`: our own Received line names it; `none`: nobody of ours is to blame. */
  blame: 'claim' | 'none';
  /** What the mail log says; null for mail that is no complaint, and where no log is written. */
  log: LogWord | null;
  /** Only the From names the program: no trust is due. */
  forged: boolean;
  story: StoryId | null;
}

/** A mail as it lies in the Maildir. */
export interface MaildirMessage {
  /** Unique within one seed; the unique part of the Maildir file name is made of it. */
  id: string;
  /** As the MX delivers it, line ends LF as Maildirs have them. */
  raw: Buffer;
  receivedAt: Date;
}

export interface SampleMessage extends MaildirMessage {
  intent: MessageIntent;
}
