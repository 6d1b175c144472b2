// The words of incoming mail on a case: what it is, how it found its case, and the steps a customer takes to get clean.

import type { AccountKind } from '../attribution/types';

/** `answer` is what a person wrote; the others are shown, never answered, and are no customer's answer. */
export const replyKinds = ['answer', 'auto-reply', 'bounce', 'delay'] as const;
export type ReplyKind = (typeof replyKinds)[number];

/**
 * How it found its case. `page`: written on the customer's page. `suggested`: it names a case's number, which anybody can write; it belongs to none until a
 * person says so (`person`).
 */
export const linkMeans = ['token', 'page', 'message-id', 'suggested', 'person', 'none'] as const;
export type LinkMeans = (typeof linkMeans)[number];

/** Whether our own mail exchanger found the domain of From to be authentic; `unknown`: none of ours said anything. */
export type SenderAuthenticity = 'aligned' | 'unaligned' | 'unknown';

/** Of an agent's own words in one answer. */
export const answerMaxChars = 20_000;

/** What a mailbox takes in; the last two are our own feedback loop's (docs/own-feedback-loop.md). */
export const mailboxRoles = ['complaints', 'replies', 'both', 'spam-clicks', 'spam-traps'] as const;
export type MailboxRole = (typeof mailboxRoles)[number];

/** The steps of the remediation checklist, in their order: the device first, since it sees every new password. */
export const checklistItems = [
  'device-cleaned',
  'site-cleaned',
  'password-changed',
  'other-passwords',
  'rules-checked',
  'app-passwords',
] as const;
export type ChecklistItem = (typeof checklistItems)[number];

/** The steps that an account of this kind needs. */
export function checklistFor(kind: AccountKind): ChecklistItem[] {
  switch (kind) {
    case 'mailbox':
      return ['device-cleaned', 'password-changed', 'other-passwords', 'rules-checked', 'app-passwords'];
    case 'site':
      return ['device-cleaned', 'site-cleaned', 'password-changed', 'other-passwords'];
    default:
      return ['device-cleaned'];
  }
}

/** What reading one incoming mail says of it, before anything is looked up. */
export interface ReadReply {
  kind: ReplyKind;
  /** Of a delivery report: the status of the recipient that failed, `5.1.1`; else null. */
  status: string | null;
  /** '' where it has no one author. */
  fromAddress: string;
  replyTo: string | null;
  subject: string | null;
  messageId: string | null;
  /** What In-Reply-To and References name, the nearest first, without brackets. */
  answers: string[];
  text: string;
  quoted: string | null;
  attachments: number;
  proposals: ChecklistItem[];
}
