// What screens read of incoming mail: the answers on one case, and those that still need a place or a look.

import { sql } from '@/lib/db/sql';
import type { CaseState } from '@/lib/cases/types';
import { caseNumberIn } from './read-reply';
import type { LinkMeans, ReplyKind, SenderAuthenticity } from './types';

export interface ReplyRow {
  id: number;
  /** The mail; null for what was written on the customer's page. */
  rawMessageId: number | null;
  kind: ReplyKind;
  linkedBy: LinkMeans;
  from: string;
  /** Where it differs from the sender. */
  replyTo: string | null;
  subject: string | null;
  receivedAt: Date;
  text: string;
  quoted: string | null;
  authenticated: SenderAuthenticity;
  /** The sender is an address that the directory lists for the customer, or that a notice of the case went to. */
  isContact: boolean;
  attachments: number;
  handledAt: Date | null;
  /** The notice that answered it; null where none did. */
  answeredById: number | null;
}

const columns = `r.id, r.raw_message_id AS "rawMessageId", r.kind, r.linked_by AS "linkedBy", r.from_address AS "from",
  r.reply_to AS "replyTo", r.subject, r.received_at AS "receivedAt", r.text, r.quoted, r.authenticated, r.attachments,
  r.handled_at AS "handledAt", r.answered_by_id AS "answeredById",
  (EXISTS (SELECT FROM notice n WHERE n.case_id = c.id AND lower(n.to_address) = r.from_address)
   OR EXISTS (SELECT FROM customer_contact t WHERE t.customer_id = a.customer_id AND t.kind = 'email'
     AND lower(t.value) = r.from_address)) AS "isContact"`;
const source = `FROM reply r LEFT JOIN "case" c ON c.id = r.case_id LEFT JOIN account a ON a.id = c.account_id`;

/** A storm shows its newest. */
const shownReplies = 50;

/** The case's incoming mail, newest first. */
export async function listReplies(caseId: number): Promise<ReplyRow[]> {
  const rows = await sql().unsafe<ReplyRow[]>(
    `SELECT ${columns} ${source} WHERE r.case_id = $1::int ORDER BY r.id DESC LIMIT ${shownReplies}`,
    [caseId],
  );
  return [...rows];
}

/** Answers on the case that nobody has dealt with, newest first. */
export async function listOpenAnswers(caseId: number): Promise<ReplyRow[]> {
  const rows = await sql().unsafe<ReplyRow[]>(
    `SELECT ${columns} ${source} WHERE r.case_id = $1::int AND r.kind = 'answer' AND r.handled_at IS NULL
     ORDER BY r.id DESC LIMIT ${shownReplies}`,
    [caseId],
  );
  return [...rows];
}

/** What came back on a mail of no case, newest first. */
export async function listRepliesToMail(mailId: number): Promise<ReplyRow[]> {
  const rows = await sql().unsafe<ReplyRow[]>(
    `SELECT ${columns} ${source} WHERE r.outgoing_mail_id = $1::bigint ORDER BY r.id DESC LIMIT ${shownReplies}`,
    [mailId],
  );
  return [...rows];
}

/** The replies with these ids, newest first. */
export async function listRepliesById(ids: readonly number[]): Promise<ReplyRow[]> {
  if (ids.length === 0) return [];
  const rows = await sql().unsafe<ReplyRow[]>(
    `SELECT ${columns} ${source} WHERE r.id = ANY($1::bigint[]) ORDER BY r.id DESC`,
    [ids as number[]],
  );
  return [...rows];
}

export interface ThreadKey {
  kind: 'notice' | 'reply';
  id: number;
  /** Where the next page begins. */
  cursor: string;
}

/** `µs.n.id` of the last line of the page before. */
const cursorPattern = /^(\d{10,17})\.([nr])\.(\d{1,15})$/;

/** What went out and came in on a case, by time, newest first; without answers that wait on top. */
export async function listThreadKeys(
  caseId: number,
  before: string | null,
  limit: number,
): Promise<ThreadKey[]> {
  const [, at = null, kind = null, id = null] = cursorPattern.exec(before ?? '') ?? [];
  const rows = await sql()<{ kind: 'n' | 'r'; id: number; at: string }[]>`
    SELECT kind, id, at::text FROM (
      SELECT 'n' AS kind, id, (extract(epoch FROM created_at) * 1000000)::bigint AS at FROM notice WHERE case_id = ${caseId}
      UNION ALL
      SELECT 'r', id, (extract(epoch FROM received_at) * 1000000)::bigint FROM reply
      WHERE case_id = ${caseId} AND NOT (kind = 'answer' AND handled_at IS NULL)
    ) all_mail
    WHERE ${at}::bigint IS NULL OR (at, kind, id) < (${at}::bigint, ${kind}::text, ${id}::bigint)
    ORDER BY at DESC, kind DESC, id DESC LIMIT ${limit}`;
  return rows.map((row) => ({
    kind: row.kind === 'n' ? 'notice' : 'reply',
    id: row.id,
    cursor: `${row.at}.${row.kind}.${row.id}`,
  }));
}

export type WaitingReply = ReplyRow & {
  /** The ended case it answers; null where it belongs to none. */
  case: { number: string; state: CaseState } | null;
  /** A case's number that it names. */
  named: string | null;
};

/** One page of what nobody has dealt with and no open case shows: without a case, or on one that ended; newest first. */
export async function listWaitingReplies(before: number | null, limit = 50): Promise<WaitingReply[]> {
  const rows = await sql().unsafe<Omit<WaitingReply, 'named'>[]>(
    `SELECT ${columns}, CASE WHEN c.id IS NOT NULL THEN json_build_object('number', c.number, 'state', c.state) END AS "case"
     ${source}
     WHERE r.handled_at IS NULL AND r.kind = 'answer' AND (r.case_id IS NULL OR NOT c.is_open)
       AND ($1::bigint IS NULL OR r.id < $1::bigint)
     ORDER BY r.id DESC LIMIT $2::int`,
    [before, limit],
  );
  return rows.map((row) => ({ ...row, named: caseNumberIn(row.subject) ?? caseNumberIn(row.text) }));
}
