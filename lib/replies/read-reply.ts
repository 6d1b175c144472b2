// One incoming mail as what it may be on a case: whose it is, what it answers, what it says, and whether a person wrote it.
// Promise: pure, never throws, bounded by MAIL_LIMITS. Nothing here is trusted, and nothing of it changes an account.
// Sources: RFC 3834 §2 and §5, RFC 3464 §2.3.3 (action), RFC 5322 §3.6.4 (In-Reply-To, References).

import { isSentByMachine } from '@/lib/formats/automatic-mail';
import { mailText } from '@/lib/formats/mail-text';
import type { OuterMessage, ReportOutcome } from '@/lib/formats/types';
import type { DsnFacts } from '@/lib/dsn/read-dsn';
import { readComparableAddress } from '@/lib/mime/addresses';
import { allValues, firstValue, headerStart, readHeader, type HeaderField } from '@/lib/mime/header';
import { leafParts, readMail } from '@/lib/mime/read-mail';
import { safeText } from '@/lib/mime/text';
import { proposeTicks } from './propose-ticks';
import { splitQuoted } from './split-quoted';
import type { ReadReply, ReplyKind } from './types';

/** More references than any honest thread has; those nearest to the mail count. */
const maxReferences = 50;
const maxSubjectChars = 300;

/** The Message-IDs that a mail answers, the nearest first: In-Reply-To, then References from its end. */
export function answeredIds(fields: readonly HeaderField[]): string[] {
  const ids = (key: string) =>
    allValues(fields, key).flatMap((value) =>
      [...value.matchAll(/<([^<>\s]{3,250})>/g)].map(([, id = '']) => id),
    );
  const all = [...ids('in-reply-to'), ...ids('references').reverse()];
  return [...new Set(all)].slice(0, maxReferences);
}

/** The same of raw bytes; their header alone is read. */
export function answeredIdsOf(raw: Buffer): string[] {
  return answeredIds(readHeader(raw, headerStart(raw, 0, raw.length), raw.length).fields);
}

/** The number of a case that a text names: a hint for people, which proves nothing. Null where there is none. */
export function caseNumberIn(text: string | null): string | null {
  return /\bAD-\d{4}-\d{4,10}\b/.exec((text ?? '').slice(0, 20_000))?.[0] ?? null;
}

type ReadOutcome = Exclude<ReportOutcome, { outcome: 'broken' | 'report' }>;

/** Reads the mail; null where it cannot be taken apart. `isOwn`: its own Message-ID is one of ours, come back. */
export function readReply(raw: Buffer, outcome: ReadOutcome, isOwn: boolean): ReadReply | null {
  const mail = readMail(raw);
  if (mail.outcome === 'broken' || outcome.outer === null) return null;
  const { root } = mail;
  const { fields } = root.header;
  const { outer } = outcome;
  const whole = mailText(root);
  const { kind, status } = kindOf(outcome, fields, isOwn);
  // The text of a delivery report is no answer with quotes.
  const { text, quoted } = kind === 'answer' ? splitQuoted(whole) : { text: whole, quoted: null };
  return {
    kind,
    status,
    fromAddress: outer.fromAddress ?? '',
    replyTo: differentReplyTo(fields, outer),
    subject: outer.subjectText === null ? null : safeText(outer.subjectText, maxSubjectChars),
    messageId: outer.messageId,
    answers: answeredIds(fields),
    text,
    quoted,
    attachments: leafParts(root).filter(isFile).length,
    proposals: kind === 'answer' ? proposeTicks(text) : [],
  };
}

function differentReplyTo(fields: readonly HeaderField[], outer: OuterMessage): string | null {
  const address = readComparableAddress(firstValue(fields, 'reply-to'));
  return address === outer.fromAddress ? null : address;
}

const isFile = ({ type, header }: { type: string; header: { fields: readonly HeaderField[] } }): boolean =>
  !type.startsWith('multipart/') &&
  (!type.startsWith('text/') ||
    /^\s*attachment/i.test(firstValue(header.fields, 'content-disposition') ?? ''));

/** What a mail is. Of a delivery report only a failure for good is a bounce; a delay or a success is none. */
function kindOf(
  outcome: ReadOutcome,
  fields: readonly HeaderField[],
  isOwn: boolean,
): { kind: ReplyKind; status: string | null } {
  if (outcome.outcome === 'other-mail' && outcome.format === 'dsn') return kindOfReport(outcome.facts);
  const isAutomatic =
    isOwn ||
    (outcome.outcome === 'other-mail' && outcome.format !== 'loop-administration') ||
    isSentByMachine(fields) ||
    fields.some(({ key }) => key.startsWith('list-'));
  return { kind: isAutomatic ? 'auto-reply' : 'answer', status: null };
}

function kindOfReport(facts: Record<string, unknown>): { kind: ReplyKind; status: string | null } {
  const recipients = (facts['recipients'] ?? []) as DsnFacts['recipients'];
  const failed = recipients.find(
    ({ action, status }) => action === 'failed' && status?.startsWith('5.') === true,
  );
  if (failed !== undefined) return { kind: 'bounce', status: failed.status };
  const isDelayed = recipients.some(({ action }) => action === 'delayed' || action === 'failed');
  return { kind: isDelayed ? 'delay' : 'auto-reply', status: null };
}
