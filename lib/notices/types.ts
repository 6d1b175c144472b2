// The words of a notice: which there are, in which voices, and the facts that one may tell. A fact that is not in here
// cannot get into a notice: there is no complainant, no password and no link to sign in.

import type { AccountKind } from '@/lib/attribution/types';
import type { MeasureGround, MeasureKind } from '@/lib/containment/types';

export const noticeKinds = [
  'mailbox-locked',
  'site-locked',
  'connection-locked',
  'throttled',
  'forwarding',
  'reminder',
  'questions',
  'released',
  'reseller-copy',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const noticeLanguages = ['de', 'en'] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];
export const noticeTones = ['sie', 'du'] as const;
export type NoticeTone = (typeof noticeTones)[number];

/** How a notice speaks. English knows one tone, kept as `sie`. */
export interface NoticeVoice {
  language: NoticeLanguage;
  tone: NoticeTone;
}

export const noticeVoices: readonly NoticeVoice[] = [
  { language: 'de', tone: 'sie' },
  { language: 'de', tone: 'du' },
  { language: 'en', tone: 'sie' },
];

/** The voice nearest to what is wished: other languages get English, English its one tone. */
export function voiceFor(language: string, tone: NoticeTone | null): NoticeVoice {
  return language === 'de' ? { language: 'de', tone: tone ?? 'sie' } : { language: 'en', tone: 'sie' };
}

/** Subject and body in the language of lib/notices/text/template.ts. */
export interface NoticeText {
  subject: string;
  body: string;
}

/** A measure as a notice tells it: only one that was read back and proved. */
export interface ToldMeasure {
  kind: MeasureKind;
  /** When it was first confirmed. */
  at: Date;
  ground: MeasureGround;
  /** Nobody decided it: a policy that allows it did. */
  isAutomatic: boolean;
  recipientsPerHour: number | null;
}

/** What the provider says of itself in every notice; empty where nobody filled it in. */
export interface SenderDetails {
  provider: string;
  phone: string;
  hours: string;
  /** Where to object: an address, or how. */
  objection: string;
  privacyUrl: string;
}

export interface NoticeLink {
  id: number;
  title: string;
  url: string;
  /** `2026-11-01` */
  checkedOn: string;
}

export interface ToldComplaints {
  count: number;
  from: Date;
  to: Date;
  /** Names of feedback loops whose terms allow it; people are never named. */
  loops: string[];
  /** Further sources, counted and not named: a domain of one's own is a name. */
  otherSources: number;
  subjects: string[];
}

export interface NoticeFacts {
  caseNumber: string;
  account: { kind: AccountKind; login: string };
  customer: { number: string; name: string } | null;
  measures: ToldMeasure[];
  /** Something was ordered that is not confirmed yet. */
  hasPending: boolean;
  /** Nothing restricts the account any more, proved; since when. */
  releasedAt: Date | null;
  /** Null where no source may be told. */
  complaints: ToldComplaints | null;
  /** Of a declared bulk sender: how many people stand on the suppression list, whoever they are; 0: none. */
  suppressed?: number;
  /** ISO 3166-1 alpha-2 of where mail was handed in from, by our log. */
  countries: string[];
  /** One reported mail, redacted (RFC 6590); null where none may be shown. */
  excerpt: string | null;
  links: NoticeLink[];
  /** What the agent adds: the open questions, or a word of one's own. */
  remark: string | null;
  /** Of a reminder: what the mail was about that nobody answered. */
  about: NoticeKind | null;
  /** The customer's page, as texts show it; '' where there is none. */
  pageUrl: string;
  sender: SenderDetails;
}

/** A place a notice can go to, and why it was chosen. */
export interface NoticeContact {
  address: string;
  name: string;
  role: 'customer' | 'reseller';
  /** `2026-11-01`: when a person last reached the customer by it. */
  verifiedOn: string | null;
}

/** Links older than this have to be looked at again. */
export const linkStaleDays = 180;

export function isLinkStale(checkedOn: string, today: string): boolean {
  return Date.parse(today) - Date.parse(checkedOn) > linkStaleDays * 86_400_000;
}

/** Kinds after which the case waits for the customer. */
export function asksCustomer(kind: NoticeKind): boolean {
  return kind !== 'released' && kind !== 'reseller-copy';
}

/** Kinds that point to the customer's page: it has the steps of an account that was taken over. */
export function hasPage(kind: NoticeKind, about: NoticeKind | null): boolean {
  return kind !== 'forwarding' && about !== 'forwarding' && asksCustomer(kind);
}

/** Kinds of which the reseller gets a copy. */
export function isCopied(kind: NoticeKind): boolean {
  return ['mailbox-locked', 'site-locked', 'connection-locked', 'throttled'].includes(kind);
}

/** The kind that fits an account of this kind under a restriction. */
export function usualKind(account: AccountKind): NoticeKind {
  return account === 'site'
    ? 'site-locked'
    : account === 'connection'
      ? 'connection-locked'
      : 'mailbox-locked';
}
