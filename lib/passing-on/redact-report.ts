// A complaint as it may go to another: written anew from an allow-list, never the reported mail with parts taken out.
// Promise: pure and bounded; no complainant at any level: no recipient's address, local part or name, no token of a list,
// no line of the complainant's servers, no attachment, no HTML, no link beyond its host. Source: RFC 6590, RFC 5965 §8.5.

import type { OriginalMail } from '@/lib/arf/write-arf';
import type { ArfReport } from '@/lib/arf/write-fields';
import { readAddressList } from '@/lib/mime/addresses';
import { parseMailDate } from '@/lib/mime/dates';
import { decodeEncodedWords } from '@/lib/mime/encoded-words';
import { parseReceived } from '@/lib/mime/received';
import { quotedPrintable } from '@/lib/mime/write-body';
import { headerField, mailDate, structuredField } from '@/lib/mime/write-header';
import { identifiersOf, normal } from './identifiers';
import { addressMark, MARK, names, redactText, type TextRules } from './redact-text';
import type { KeptReport, ReadOriginal, RedactionLevel } from './types';

export interface RedactionRules {
  level: RedactionLevel;
  /** Of the tokens; one for each reader. */
  key: string;
  /** Addresses that stay readable: the sender's own. */
  keep: readonly string[];
  /** Whether a server, by its name, is one of ours: only its lines of transport go on. */
  isOwnHost: (host: string) => boolean;
  /** Domains that are the sender's or ours; of others only complainants' are told in reports. */
  isOwnDomain: (domain: string) => boolean;
}

export interface RedactedReport {
  report: Omit<ArfReport, 'userAgent'>;
  original: OriginalMail;
  subject: string;
  messageId: string | null;
}

/** Of them the address alone stays. */
const addressFields = ['From', 'Sender', 'Reply-To'];
/** What tells the sender which program sent it; free text. */
const textFields = [
  'X-Mailer',
  'User-Agent',
  'X-PHP-Originating-Script',
  'X-PHP-Script',
  'List-ID',
  'Feedback-ID',
];
/** Of a mail that went round in circles. */
const mostHops = 10;
const mostAddresses = 5;
const textChars = 8_000;

/** The complaint without its complainants. `original` null: the report holds no mail. */
export function redactReport(
  kept: KeptReport,
  original: ReadOriginal | null,
  rules: RedactionRules,
): RedactedReport {
  const keep = new Set(rules.keep.map(normal));
  const identifiers = identifiersOf(kept, original, keep);
  const text: TextRules = { identifiers, key: rules.key, keep, hidesDomains: rules.level === 'minimal' };
  const subject = redactText(
    decodeEncodedWords(valueOf(original, 'subject') ?? kept.subject ?? ''),
    text,
  ).slice(0, 300);
  const messageId = safeMessageId(valueOf(original, 'message-id') ?? kept.messageId, text);
  const header = headerOf(kept, original, { text, rules, subject, messageId });
  const hasText = rules.level === 'text' && original !== null && original.text !== '';
  return {
    report: machineFields(kept, text, rules),
    subject,
    messageId,
    original: hasText
      ? {
          kind: 'message',
          source: Buffer.from(
            `${header}${textFieldsOf()}\r\n${quotedPrintable(redactText(original.text.slice(0, textChars), text))}`,
          ),
        }
      : { kind: 'headers', source: Buffer.from(header) },
  };
}

function textFieldsOf(): string {
  return [
    headerField('MIME-Version', '1.0'),
    headerField('Content-Type', 'text/plain; charset=utf-8'),
    headerField('Content-Transfer-Encoding', 'quoted-printable'),
  ].join('');
}

function machineFields(
  kept: KeptReport,
  text: TextRules,
  { level, isOwnDomain }: RedactionRules,
): RedactedReport['report'] {
  const { feedbackType, sourceIp, sourcePort, arrivalDate, incidents } = kept;
  const tokens = level === 'minimal' ? [] : kept.originalRcptTo.map((address) => addressMark(address, text));
  return {
    // A type of the reporter's own making may say anything.
    feedbackType: /^(?:abuse|fraud|virus|other|not-spam)$/.test(feedbackType) ? feedbackType : 'abuse',
    sourceIp,
    sourcePort,
    arrivalDate,
    incidents,
    originalMailFrom: kept.originalMailFrom === null ? null : senderOf(kept.originalMailFrom, text),
    originalRcptTo: [...new Set(tokens)].filter((token) => token.includes('@')),
    reportedDomain: kept.reportedDomain
      .map((domain) => normal(domain))
      .filter((domain) => isOwnDomain(domain) && !names(domain, text.identifiers)),
    // Hosts alone; a path is where a recipient's mark stands.
    reportedUri: [
      ...new Set(kept.reportedUri.map((uri) => redactText(uri, text).replace(/\/…$/, '/'))),
    ].filter((uri) => !uri.includes(MARK) && !uri.includes('@') && /^https?:\/\//i.test(uri)),
  };
}

/** The sender's own address stays, any other becomes a token; one that holds a recipient (VERP) is left out. */
function senderOf(address: string, text: TextRules): string | null {
  if (address === '' || text.keep.has(normal(address))) return address;
  if (/[=+]/.test(address) || names(address, text.identifiers)) return null;
  const mark = addressMark(address, text);
  return mark === MARK ? null : mark;
}

interface HeaderParts {
  text: TextRules;
  rules: RedactionRules;
  subject: string;
  messageId: string | null;
}

function headerOf(
  kept: KeptReport,
  original: ReadOriginal | null,
  { text, rules, subject, messageId }: HeaderParts,
): string {
  const lines: string[] = [];
  for (const line of receivedOf(original, text, rules)) lines.push(structuredField('Received', line));
  const from = valueOf(original, 'from') ?? kept.headerFrom;
  for (const name of addressFields) {
    const value = name === 'From' ? from : valueOf(original, name.toLowerCase());
    const addresses = value === null ? [] : addressesOf(value, text);
    if (addresses.length > 0) lines.push(structuredField(name, addresses.join(', ')));
  }
  if (subject !== '') lines.push(headerField('Subject', subject));
  const date = dateOf(valueOf(original, 'date'), kept.mailDate);
  if (date !== null) lines.push(headerField('Date', date));
  if (messageId !== null) lines.push(structuredField('Message-ID', `<${messageId}>`));
  for (const name of textFields) {
    const value = valueOf(original, name.toLowerCase());
    const safe = value === null ? '' : redactText(decodeEncodedWords(value), text).slice(0, 200);
    if (safe !== '' && safe !== MARK) lines.push(headerField(name, safe));
  }
  // A header without a field is none (RFC 5322 §3.6 asks for two).
  return lines.length === 0 ? headerField('Subject', '-') : lines.join('');
}

function addressesOf(value: string, text: TextRules): string[] {
  return readAddressList(decodeEncodedWords(value).slice(0, 5_000))
    .slice(0, mostAddresses)
    .flatMap((address) => {
      const safe = address.includes('@') ? senderOf(address, text) : null;
      return safe === null || safe === '' || !/^[\x21-\x7e]+$/.test(safe) || safe.includes('[')
        ? []
        : [`<${safe}>`];
    });
}

/** The sender's program made it, and it finds the mail in logs: it stays unless it names a complainant in any writing. */
function safeMessageId(written: string | null, text: TextRules): string | null {
  const id = /^<?([^<>\s]{3,250})>?$/.exec((written ?? '').trim())?.[1];
  if (id === undefined || !/^[\x21-\x7e]+$/.test(id)) return null;
  return names(id, text.identifiers) ? null : id;
}

/** Lines of our own servers, written anew without recipient and comments. */
function receivedOf(original: ReadOriginal | null, text: TextRules, { isOwnHost }: RedactionRules): string[] {
  const lines: string[] = [];
  for (const [name, value] of original?.headers ?? []) {
    if (name.toLowerCase() !== 'received' || lines.length >= mostHops) continue;
    const hop = parseReceived(value.slice(0, 5_000));
    if (hop.by === null || !isOwnHost(hop.by)) continue;
    const word = (one: string | null) =>
      one === null ? null : redactText(one, text).replaceAll(/[\s();]/g, '');
    const parts = [
      hop.helo === null && hop.fromIp === null
        ? null
        : `from ${word(hop.helo) ?? 'unknown'}${hop.fromIp === null ? '' : ` ([${hop.fromIp}])`}`,
      `by ${word(hop.by) ?? ''}`,
      hop.with === null ? null : `with ${word(hop.with) ?? ''}`,
      hop.id === null || names(hop.id, text.identifiers)
        ? null
        : `id ${hop.id.replaceAll(/[^A-Za-z0-9.-]/g, '')}`,
    ].filter((one) => one !== null);
    lines.push(`${parts.join(' ')}${hop.date === null ? '' : `; ${mailDate(new Date(hop.date))}`}`);
  }
  return lines;
}

function dateOf(written: string | null, known: Date | null): string | null {
  const iso = written === null ? null : (parseMailDate(written)?.iso ?? null);
  const date = iso === null ? known : new Date(iso);
  return date === null || Number.isNaN(date.getTime()) ? null : mailDate(date);
}

function valueOf(original: ReadOriginal | null, key: string): string | null {
  return original?.headers.find(([name]) => name.toLowerCase() === key)?.[1] ?? null;
}
