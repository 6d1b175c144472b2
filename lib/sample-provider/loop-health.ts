// How the sample provider's feedback loops fare: one changed its signature, one reports addresses that are not ours, one has
// begun to hide the recipient; a self-check that arrived and one that did not. Pure; addresses and domains are reserved.

import type { SenderKind } from '@/lib/feedback-loops/new-senders';

/** What is added to some of the last days, each day the same. */
export interface AddedDays {
  name: string;
  /** Days before the first start, both included. */
  from: number;
  to: number;
  failed?: number;
  verified?: number;
  reports?: number;
  notOurs?: number;
  hiddenRecipient?: number;
}

export const ADDED_DAYS: readonly AddedDays[] = [
  { name: 'Comcast FBL', from: 9, to: 1, failed: 2, reports: 2 },
  {
    name: 'Validity Universal FBL',
    from: 12,
    to: 1,
    verified: 2,
    reports: 2,
    notOurs: 2,
    hiddenRecipient: 2,
  },
  { name: 'SpamCop', from: 6, to: 1, verified: 5, reports: 5, hiddenRecipient: 5 },
];

/** Its reports have always named the recipient by a token. */
export const HIDES_RECIPIENT = 'Validity Universal FBL';

export interface SeenBefore {
  name: string;
  kind: SenderKind | 'foreign';
  value: string;
  from: number;
  mails: number;
}

export const SEEN: readonly SeenBefore[] = [
  { name: 'Comcast FBL', kind: 'dkim', value: 'fbl2.comcast.example', from: 9, mails: 18 },
  { name: 'Validity Universal FBL', kind: 'foreign', value: '203.0.113.140', from: 12, mails: 15 },
  { name: 'Validity Universal FBL', kind: 'foreign', value: '203.0.113.141', from: 7, mails: 9 },
];

export interface SentCheck {
  name: string;
  daysAgo: number;
  /** Minutes that it took; null where it did not arrive. */
  minutes: number | null;
}

export const SELF_CHECKS: readonly SentCheck[] = [
  { name: 'Yahoo CFL', daysAgo: 33, minutes: 3 },
  { name: 'Yahoo CFL', daysAgo: 3, minutes: 1 },
  { name: 'Outlook.com JMRP', daysAgo: 2, minutes: null },
];

/** Nobody has confirmed its contacts for half a year; those of the others were confirmed so many days ago. */
export const STALE_CONTACTS = 'NiX Spam';
export const CONTACTS_CONFIRMED_DAYS = 60;

/** Where the people of the programs have their mailboxes, in the sample provider's world. */
export const MAILBOX_DOMAINS: Readonly<Record<string, readonly string[]>> = {
  'yahoo-cfl': ['yahoo-post.example', 'aol-post.example'],
  'microsoft-jmrp': ['outlook-post.example', 'hotmail-post.example'],
  comcast: ['comcast-post.example'],
  'mail-ru': ['mail-ru-post.example'],
  gandi: ['gandi-post.example'],
  ziggo: ['ziggo-post.example'],
};

/** A program of a provider that much mail goes to, and that nobody has subscribed to yet. */
export const OWN_PROGRAM = {
  id: 'freipost',
  name: 'Freipost Feedback',
  mailboxDomains: ['freipost.example', 'privatpost.example'],
  url: 'https://postmaster.freipost.example/',
  note: 'Der Anbieter nimmt Anmeldungen im Formular an; von der Sache her fehlt nur, dass es jemand tut.',
} as const;
