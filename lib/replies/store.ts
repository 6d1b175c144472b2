// Writes of incoming mail on cases. A mail is recorded once, however often it is read; what a person said of it stays.

import type { Tx } from '@/lib/db/sql';
import type { LinkMeans, ReadReply, SenderAuthenticity } from './types';

export interface NewReply extends ReadReply {
  rawMessageId: number;
  caseId: number | null;
  noticeId: number | null;
  /** The mail of no case that it answers, or that came back. */
  outgoingMailId: number | null;
  linkedBy: LinkMeans;
  receivedAt: Date;
  authenticated: SenderAuthenticity;
}

/** Inserts the reply; null where this mail is recorded already. */
export async function insertReply(tx: Tx, one: NewReply): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO reply (raw_message_id, case_id, notice_id, outgoing_mail_id, linked_by, kind, from_address, reply_to, subject, received_at,
      text, quoted, authenticated, attachments, proposals, message_id, answers)
    VALUES (${one.rawMessageId}, ${one.caseId}, ${one.noticeId}, ${one.outgoingMailId}, ${one.linkedBy}, ${one.kind}, ${one.fromAddress},
      ${one.replyTo}, ${one.subject}, ${one.receivedAt}, ${one.text}, ${one.quoted}, ${one.authenticated},
      ${one.attachments}, ${one.proposals}, ${one.messageId}, ${one.answers})
    ON CONFLICT (raw_message_id) DO NOTHING RETURNING id`;
  return row?.id ?? null;
}

/** What was written on a customer's page; sent from there twice it is one answer. */
export interface NewPageReply {
  pageId: number;
  /** The same for the same text of the same form. */
  submission: string;
  caseId: number;
  noticeId: number;
  /** Where the notice with the way to the page went: nobody proved who wrote. */
  fromAddress: string;
  receivedAt: Date;
  text: string;
  proposals: string[];
}

/** Inserts it; null where it is recorded already. */
export async function insertPageReply(tx: Tx, one: NewPageReply): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO reply (customer_page_id, submission, case_id, notice_id, linked_by, kind, from_address, received_at, text,
      authenticated, proposals)
    VALUES (${one.pageId}, ${one.submission}, ${one.caseId}, ${one.noticeId}, 'page', 'answer', ${one.fromAddress},
      ${one.receivedAt}, ${one.text}, 'unknown', ${one.proposals})
    ON CONFLICT (submission) DO NOTHING RETURNING id`;
  return row?.id ?? null;
}

export interface NoticeOfMark {
  id: number;
  caseId: number;
}

/** The notice whose token this is. */
export async function noticeOfToken(tx: Tx, token: string): Promise<NoticeOfMark | null> {
  const [row] = await tx<
    NoticeOfMark[]
  >`SELECT id, case_id AS "caseId" FROM notice WHERE reply_token = ${token}`;
  return row ?? null;
}

/** The newest notice among those with these Message-IDs. */
export async function noticeOfMessageIds(tx: Tx, ids: readonly string[]): Promise<NoticeOfMark | null> {
  if (ids.length === 0) return null;
  const [row] = await tx<NoticeOfMark[]>`
    SELECT id, case_id AS "caseId" FROM notice WHERE message_id = ANY(${ids as string[]}::text[]) ORDER BY id DESC LIMIT 1`;
  return row ?? null;
}

/** Gives a reply that belongs to no case to one; false where it belongs to one already. */
export async function linkReply(tx: Tx, id: number, caseId: number): Promise<boolean> {
  const rows = await tx`
    UPDATE reply SET case_id = ${caseId}, linked_by = 'person' WHERE id = ${id} AND case_id IS NULL RETURNING 1`;
  return rows.length > 0;
}

/** Somebody has dealt with it; the numbers of those that nobody had. */
export async function markHandled(tx: Tx, ids: readonly number[], now: Date): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    UPDATE reply SET handled_at = ${now} WHERE id = ANY(${ids as number[]}::bigint[]) AND handled_at IS NULL RETURNING id`;
  return rows.map(({ id }) => id);
}

/** A notice answers this reply and those before it that nobody has dealt with. */
export async function markAnswered(
  tx: Tx,
  { caseId, replyId, noticeId }: { caseId: number; replyId: number; noticeId: number },
  now: Date,
): Promise<void> {
  await tx`
    UPDATE reply SET handled_at = ${now}, answered_by_id = ${noticeId}
    WHERE case_id = ${caseId} AND id <= ${replyId} AND kind = 'answer' AND handled_at IS NULL`;
}

/** The notice was taken back: what it answered is open again. */
export async function reopenAnswered(tx: Tx, noticeId: number): Promise<void> {
  await tx`
    UPDATE reply SET handled_at = NULL, answered_by_id = NULL WHERE answered_by_id = ${noticeId}`;
}

export interface FoundReply {
  id: number;
  caseId: number | null;
  from: string;
}

/** One reply; null where there is none. */
export async function findReply(tx: Tx, id: number): Promise<FoundReply | null> {
  const [row] = await tx<FoundReply[]>`
    SELECT id, case_id AS "caseId", from_address AS "from" FROM reply WHERE id = ${id}`;
  return row ?? null;
}
