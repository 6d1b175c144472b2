// The facts as a template sees them: words and numbers in the notice's language, and questions it can ask. Pure.

import type { MeasureGround } from '@/lib/containment/types';
import type { NoticeFacts, NoticeVoice, ToldMeasure } from '../types';
import { measureWords, words } from './words';

export interface NoticeView {
  caseNumber: string;
  login: string;
  customerName: string;
  customerNumber: string;
  provider: string;
  phone: string;
  hours: string;
  objection: string;
  privacyUrl: string;
  /** Confirmed measures. */
  measures: { text: string; at: string; ground: string }[];
  hasMeasures: boolean;
  /** Ordered and not confirmed yet. */
  hasPending: boolean;
  isAutomatic: boolean;
  sendLocked: boolean;
  loginLocked: boolean;
  throttled: boolean;
  recipientsPerHour: string;
  queueHeld: boolean;
  releasedAt: string;
  complaints: { count: string; from: string; to: string; sources: string }[];
  /** People on the suppression list of a bulk sender; empty where there are none. */
  suppressed: string;
  subjects: { text: string }[];
  hasSubjects: boolean;
  countries: string;
  excerpt: string;
  links: { title: string; url: string }[];
  hasLinks: boolean;
  remark: string;
  /** The account's kind; of a reminder about a forward none of them, but `isForwarding`. */
  isMailbox: boolean;
  isSite: boolean;
  isConnection: boolean;
  isForwarding: boolean;
  /** The customer's page; empty where there is none. */
  pageUrl: string;
}

/** Every name a template may use, those inside lists included. */
export const viewNames: ReadonlySet<string> = new Set<string>([
  ...([
    'caseNumber',
    'login',
    'customerName',
    'customerNumber',
    'provider',
    'phone',
    'hours',
    'objection',
    'privacyUrl',
    'measures',
    'hasMeasures',
    'hasPending',
    'isAutomatic',
    'sendLocked',
    'loginLocked',
    'throttled',
    'recipientsPerHour',
    'queueHeld',
    'releasedAt',
    'complaints',
    'suppressed',
    'subjects',
    'hasSubjects',
    'countries',
    'excerpt',
    'links',
    'hasLinks',
    'remark',
    'isMailbox',
    'isSite',
    'isConnection',
    'isForwarding',
    'pageUrl',
  ] satisfies (keyof NoticeView)[]),
  ...['text', 'at', 'ground', 'count', 'from', 'to', 'sources', 'title', 'url'],
]);

/** `timeZone`: the team's, an IANA name. */
export function viewOf(facts: NoticeFacts, { language }: NoticeVoice, timeZone: string): NoticeView {
  const { measures, complaints, suppressed = 0 } = facts;
  const moment = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  });
  const number = new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB');
  const account = facts.account.kind;
  const isForwarding = facts.about === 'forwarding';
  const has = (kind: ToldMeasure['kind']) => measures.some((one) => one.kind === kind);
  const perHour = measures.find((one) => one.recipientsPerHour !== null)?.recipientsPerHour;
  return {
    caseNumber: facts.caseNumber,
    login: facts.account.login,
    customerName: facts.customer?.name ?? '',
    customerNumber: facts.customer?.number ?? '',
    ...facts.sender,
    measures: measures.map((one) => ({
      text: measureWords[language][one.kind],
      at: moment.format(one.at),
      ground: groundText(one.ground, language),
    })),
    hasMeasures: measures.length > 0,
    hasPending: facts.hasPending,
    isAutomatic: measures.some((one) => one.isAutomatic),
    sendLocked: has('send-lock'),
    loginLocked: has('login-lock'),
    throttled: has('throttle'),
    recipientsPerHour: perHour === null || perHour === undefined ? '' : number.format(perHour),
    queueHeld: has('hold-queue'),
    releasedAt: facts.releasedAt === null ? '' : moment.format(facts.releasedAt),
    complaints:
      complaints === null
        ? []
        : [
            {
              count: words[language].complaints(complaints.count, number.format(complaints.count)),
              from: moment.format(complaints.from),
              to: moment.format(complaints.to),
              sources: sourcesText(complaints.loops, complaints.otherSources, language),
            },
          ],
    suppressed: suppressed === 0 ? '' : number.format(suppressed),
    subjects: (complaints?.subjects ?? []).map((text) => ({ text })),
    hasSubjects: (complaints?.subjects.length ?? 0) > 0,
    countries: countryNames(facts.countries, language),
    excerpt: facts.excerpt ?? '',
    links: facts.links.map(({ title, url }) => ({ title, url })),
    hasLinks: facts.links.length > 0,
    remark: facts.remark ?? '',
    isMailbox: account === 'mailbox' && !isForwarding,
    isSite: account === 'site' && !isForwarding,
    isConnection: account === 'connection' && !isForwarding,
    isForwarding,
    pageUrl: facts.pageUrl,
  };
}

function groundText(ground: MeasureGround, language: NoticeVoice['language']): string {
  const say = words[language];
  // An override's reason is the team's own word, not the customer's.
  if (ground.kind === 'override') return say.groundSingle;
  const clause = ground.clause === null ? '' : `, ${ground.clause}`;
  return `${say.groundTerms} „${ground.contract}“${clause}`.replaceAll(
    /„(.*)“/g,
    language === 'de' ? '„$1“' : '“$1”',
  );
}

function sourcesText(loops: string[], others: number, language: NoticeVoice['language']): string {
  const say = words[language];
  const parts = [...loops, ...(others > 0 ? [say.otherSources(others, loops.length > 0)] : [])];
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);
}

function countryNames(codes: readonly string[], language: NoticeVoice['language']): string {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(
    codes.filter((code) => /^[A-Z]{2}$/.test(code)).map((code) => names.of(code) ?? code),
  );
}
