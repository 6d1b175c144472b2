// Whether a mail is an answer to a notice, or came back from one, and by which marks it finds its way. Looked for before
// anything is taken for a candidate: a customer's answer quotes what complaints look like. A complaint in a known format
// and what goes aside stay what they are. Writes nothing.

import { tokenOfAddress, caseOfMessageId } from '@/lib/notices/tokens';
import { isMailMessageId } from '@/lib/outgoing/marks';
import type { OuterMessage, ReportOutcome } from '@/lib/formats/types';
import { env } from '@/lib/env';
import { domainOf } from '@/lib/mime/domain-names';
import { answeredIdsOf, caseNumberIn, readReply } from '@/lib/replies/read-reply';
import type { ReadReply, SenderAuthenticity } from '@/lib/replies/types';
import { authenticationOf } from '@/lib/reporters/authentication';
import type { ClaimedMessage, MessageVerdict } from '@/lib/reports/types';
import type { DeskContext } from './desk-context';
import type { ReadOutcome } from './judge-mail';
import { restrictedReason } from './judge-restricted';
import { seenVerdict } from './mail-verdict';
import { messageIdKey, noticeAddresses } from './notice-settings';

/** A mail on its way to a case. */
export interface ReplyReading {
  read: ReadReply;
  /** Of the notice or the mail; null where the mail bears none. */
  token: string | null;
  /** The token came by the envelope's address, which only a mail system and who was written to have seen. */
  isFromEnvelope: boolean;
  /** Our own Message-IDs that it answers, proved by their code, with their cases. */
  answered: { messageId: string; caseId: number }[];
  /** Message-IDs of our mail that belongs to no case, likewise. */
  answeredMails: string[];
  authenticated: SenderAuthenticity;
}

type Readable = Exclude<ReportOutcome, { outcome: 'broken' | 'report' }> & { outer: OuterMessage };

/** The reading and the mail's own verdict; null where the mail is none. */
export function replyOf(
  message: ClaimedMessage,
  outcome: ReadOutcome,
  raw: Buffer,
  context: DeskContext,
): { reply: ReplyReading; verdict: MessageVerdict } | null {
  if (!isReadable(outcome) || message.judgement !== null || restrictedReason(outcome) !== null) return null;
  const marks = marksOf(outcome.outer, raw);
  if (!belongsHere(message, outcome, marks)) return null;
  const ownId = outcome.outer.messageId ?? '';
  const isOwn = isOurs(ownId) !== null || isOurMail(ownId);
  const read = readReply(raw, outcome, isOwn);
  if (read === null) return null;
  const authenticated = authenticityOf(outcome.outer, context);
  return { reply: { read, ...marks, authenticated }, verdict: verdictOf(message, outcome, read) };
}

function isReadable(outcome: ReadOutcome): outcome is Readable {
  return (
    outcome.outcome !== 'failed' &&
    outcome.outcome !== 'broken' &&
    outcome.outcome !== 'report' &&
    outcome.outer !== null
  );
}

type Marks = Pick<ReplyReading, 'token' | 'isFromEnvelope' | 'answered' | 'answeredMails'>;

/** Where nothing can be sent, nothing was, and there are no marks. */
function marksOf({ deliveredTo }: OuterMessage, raw: Buffer): Marks {
  const addresses = noticeAddresses();
  if (addresses === null) return { token: null, isFromEnvelope: false, answered: [], answeredMails: [] };
  const bases = [addresses.replyTo, addresses.bounceTo];
  const written = deliveredTo.flatMap((to) => bases.map((base) => tokenOfAddress(to, base)));
  const token = written.find((one) => one !== null) ?? null;
  const ids = answeredIdsOf(raw);
  const answered = ids.flatMap((messageId) => {
    const caseId = isOurs(messageId);
    return caseId === null ? [] : [{ messageId, caseId }];
  });
  const isFromEnvelope = token?.startsWith('b') === true && token.length === 33;
  return {
    token: isFromEnvelope ? token.slice(1) : token,
    isFromEnvelope,
    answered,
    answeredMails: ids.filter(isOurMail),
  };
}

/** The case that one of our Message-IDs names; null where it is none of ours. */
function isOurs(messageId: string): number | null {
  return env().SECRET_KEY === undefined ? null : caseOfMessageId(messageId, messageIdKey());
}

function isOurMail(messageId: string): boolean {
  return env().SECRET_KEY !== undefined && isMailMessageId(messageId, messageIdKey());
}

/**
 * What bears one of our marks belongs to the cases wherever it arrives. Without one only what people write does, to a
 * mailbox for answers, or with a case's number to one for both. A delivery report without our token is nobody's.
 */
function belongsHere(
  { mailboxRole }: ClaimedMessage,
  outcome: Readable,
  { token, answered, answeredMails }: Marks,
): boolean {
  const isOther = outcome.outcome === 'other-mail' && outcome.format !== 'loop-administration';
  if (isOther && outcome.format === 'dsn') return token !== null;
  if (token !== null || answered.length + answeredMails.length > 0) return true;
  if (isOther || mailboxRole === 'complaints') return false;
  return mailboxRole === 'replies' || caseNumberIn(outcome.outer.subjectText) !== null;
}

function verdictOf(message: ClaimedMessage, outcome: Readable, read: ReadReply): MessageVerdict {
  const seen = { ...seenVerdict(message, outcome.outer), state: 'kept' as const };
  if (outcome.outcome !== 'other-mail' || read.kind === 'answer')
    return { ...seen, format: read.kind === 'answer' ? 'reply' : 'auto-reply' };
  return { ...seen, format: outcome.format, facts: { ...outcome.facts, text: outcome.text } };
}

/** Reasons why our own mail exchangers said nothing of a mail. */
const silent = new Set<string>([
  'handed-over',
  'no-authserv-id-configured',
  'no-authentication-results',
  'unreadable-authentication-results',
  'foreign-authserv-id',
]);

/** RFC 7489 §3.1, relaxed towards parents: the domain of From, or one above it, is what DKIM or SPF proved. */
function authenticityOf(outer: OuterMessage, { reporterSettings }: DeskContext): SenderAuthenticity {
  const { dkimDomains, spfDomains, evidence } = authenticationOf(outer, reporterSettings.authservIds);
  if (evidence.some(({ code }) => silent.has(code))) return 'unknown';
  const from = domainOf(outer.fromAddress ?? '');
  const isAligned = [...dkimDomains, ...spfDomains].some((one) => from === one || from?.endsWith(`.${one}`));
  return isAligned ? 'aligned' : 'unaligned';
}
