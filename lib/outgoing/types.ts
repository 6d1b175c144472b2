// The words of mail that belongs to no case: what it is for, what becomes of it. Notices are mail of a case and have an
// outbox of their own, with the same rules (lib/smtp/settle-attempt.ts).

export const mailPurposes = [
  /** Complaints to a reseller or business customer. */
  'pass-on',
  /** One report to whoever is responsible for an address that is not ours. */
  'foreign-report',
  /** A subscription at a provider: application, changes, the monthly check. */
  'subscription',
  'self-check',
  /** Our own feedback loop: reports to subscribers, and proving an address. */
  'own-loop',
  'own-loop-verification',
  'weekly-report',
] as const;
export type MailPurpose = (typeof mailPurposes)[number];

export const mailStates = [
  'due',
  'sending',
  'accepted',
  'failed',
  'ambiguous',
  'bounced',
  'withdrawn',
  /** The sample provider sends nothing. */
  'kept',
] as const;
export type MailState = (typeof mailStates)[number];

/** What a mail is about: the row that its screens lead to, and that hears of its end. */
export interface RelatedTo {
  kind: string;
  id: number;
}

/** A mail to queue, rendered whole: an attempt that is repeated sends these bytes with this Message-ID. */
export interface NewMail {
  purpose: MailPurpose;
  /** Unique: what is queued twice under one key is one mail. */
  key: string;
  /** One recipient a mail, so that what becomes of it is one word. */
  to: string;
  subject: string;
  mime: Uint8Array;
  /** In `mime`; without brackets. Of `newMarks`, as the next two. */
  messageId: string;
  replyToken: string;
  /** Where it bounces to (VERP). */
  envelopeFrom: string;
  relatedTo?: RelatedTo | null;
  /** Null or absent: nobody released it. */
  userId?: number | null;
  /** Leaves then; absent: at once. */
  dueAt?: Date;
}

/** What became of a mail, for whatever it is about. `kept`: the sample provider. */
export interface MailEnd {
  state: 'accepted' | 'kept' | 'failed' | 'ambiguous' | 'bounced';
  /** RFC 3463, where one was said: `5.1.1`. */
  status: string | null;
  /** The server's last words. */
  response: string | null;
}

/** A mail without its bytes. */
export interface SentMail {
  id: number;
  purpose: MailPurpose;
  to: string;
  subject: string;
  state: MailState;
  relatedTo: RelatedTo | null;
  attempts: number;
  dueAt: Date | null;
  response: string | null;
  acceptedAt: Date | null;
  createdAt: Date;
}
