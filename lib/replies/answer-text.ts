// An answer as the customer's mail program wants it: its subject, the marks by which it joins their thread, and their own
// words below it. Pure. Sources: RFC 5322 §3.6.4 (References: those of the answered mail, then its own id), §3.6.5 (Re:).

import type { NoticeLanguage } from '@/lib/notices/types';

/** What an answer has to know of the mail that it answers. */
export interface AnsweredMail {
  from: string;
  subject: string | null;
  receivedAt: Date;
  text: string;
  /** Without brackets; null where it has none. */
  messageId: string | null;
  /** What it answers itself, the nearest first. */
  answers: readonly string[];
}

/** Of a longer thread its beginning and its end are named: by these any program joins it. */
const maxReferences = 20;
const maxSubjectChars = 250;
const maxQuotedLines = 200;
const maxQuotedChars = 20_000;

/** Marks of an answer before a subject, in the languages of our customers, once or several times. */
const prefixes = /^(?:(?:re|aw|antw|antwort|wg|fw|fwd|sv)(?:\[\d{1,3}\])?\s*:\s*)+/i;

/** `Re: ` and the subject without what programs put before it; `fallback` where there is none. */
export function answerSubject(subject: string | null, fallback: string): string {
  const bare = (text: string) => text.slice(0, 1_000).trim().replace(prefixes, '').trim();
  const written = bare(subject ?? '');
  return `Re: ${written === '' ? bare(fallback) : written}`.slice(0, maxSubjectChars);
}

/** In-Reply-To and References, without brackets; `ours`: our last mail of the thread, for where the answer names none. */
export function answerReferences(
  { messageId, answers }: Pick<AnsweredMail, 'messageId' | 'answers'>,
  ours: string | null,
): { inReplyTo: string | null; references: string[] } {
  const before = answers.length > 0 ? answers.toReversed() : ours === null ? [] : [ours];
  const all = [...new Set([...before, ...(messageId === null ? [] : [messageId])])].filter(isPlain);
  const references =
    all.length <= maxReferences ? all : [...all.slice(0, 1), ...all.slice(1 - maxReferences)];
  return { inReplyTo: messageId !== null && isPlain(messageId) ? messageId : null, references };
}

/** A strange id would only break the field for all others. */
const isPlain = (id: string): boolean => /^[\x21-\x3b\x3d\x3f-\x7e]{3,250}$/.test(id);

/** The customer's words with who wrote them when, each line marked; what is too long ends with a mark. */
export function quoteOf(mail: AnsweredMail, language: NoticeLanguage, timeZone: string): string {
  const at = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(mail.receivedAt);
  const lines = mail.text.slice(0, maxQuotedChars).split('\n');
  const isCut = lines.length > maxQuotedLines || mail.text.length > maxQuotedChars;
  const shown = [...lines.slice(0, maxQuotedLines), ...(isCut ? ['[…]'] : [])];
  const intro = language === 'de' ? `Am ${at} schrieb ${mail.from}:` : `On ${at} ${mail.from} wrote:`;
  return [intro, ...shown.map((line) => (line === '' ? '>' : `> ${line}`))].join('\n');
}
