// What an answer to the customer would be: the agent's words, the customer's below them, to whom it goes, and how it joins
// the thread. Writes nothing; the preview and what leaves come from here, and a digest tells whether they are the same.

import { createHash } from 'node:crypto';
import type { Sql, Tx } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { loadNoticeCase, type NoticeCase } from '@/lib/notices/fact-queries';
import { addressesIn } from '@/lib/notices/redact';
import { htmlOf } from '@/lib/notices/text/html';
import {
  complainantsAmong,
  findAnswerable,
  silentLoops,
  type AnswerableReply,
} from '@/lib/replies/answer-queries';
import { answerReferences, answerSubject, quoteOf } from '@/lib/replies/answer-text';
import { recipientsOf, type Recipient } from '@/lib/notices/choose-recipient';
import type { DraftFile } from '@/lib/replies/draft-queries';
import type { DraftText } from '@/lib/replies/draft-store';
import { customerCards } from './customer-cards';

export interface ComposedAnswer {
  found: NoticeCase;
  reply: AnswerableReply;
  subject: string;
  body: string;
  html: string;
  recipients: Recipient[];
  /** Null: there is nobody. */
  to: Recipient | null;
  inReplyTo: string | null;
  references: string[];
  /** Addresses in the agent's words that complained: they must not leave (invariant 9). */
  namedComplainants: string[];
  /** Loops of this case that may not be spoken of, and whether the agent's words name one. */
  silentLoops: { name: string; isNamed: boolean }[];
  /** Of recipient, subject, body and files. */
  digest: string;
}

/** Composes; null where the case or the answer on it is none. */
export async function composeAnswer(
  db: Sql | Tx,
  caseId: number,
  draft: DraftText,
  files: readonly DraftFile[],
): Promise<ComposedAnswer | null> {
  const found = await loadNoticeCase(db, caseId);
  const reply = found === null ? null : await findAnswerable(db, { caseId, replyId: draft.replyId });
  if (found === null || reply === null) return null;
  const card =
    found.customer === null
      ? null
      : ((await customerCards(db, [found.customer.id])).get(found.customer.id) ?? null);
  const recipients = recipientsOf(card, found.account.login, reply);
  const wanted = draft.to?.toLowerCase();
  const to = recipients.find(({ address }) => address.toLowerCase() === wanted) ?? recipients[0] ?? null;
  const { language } = draft.voice;
  const text = draft.text.trim();
  const quote = draft.quotes ? `\n\n${quoteOf(reply, language, env().DEFAULT_TIME_ZONE)}` : '';
  const body = `${text}${quote}\n`;
  const subject = answerSubject(reply.subject, reply.ours?.subject ?? found.number);
  const [named, silent] = await Promise.all([
    complainantsAmong(db, caseId, addressesIn(text)),
    silentLoops(db, caseId),
  ]);
  const lower = text.toLowerCase();
  return {
    found,
    reply,
    subject,
    body,
    html: htmlOf(body, new Set(), language),
    recipients,
    to,
    ...answerReferences(reply, reply.ours?.messageId ?? null),
    namedComplainants: named,
    silentLoops: silent.map((name) => ({ name, isNamed: lower.includes(name.toLowerCase()) })),
    digest: digestOf([to?.address ?? null, subject, body, files.map(({ id, name }) => [id, name])]),
  };
}

function digestOf(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}
