// What screens and use cases read of notices: the mails to one customer, with how far each is.

import { sql, type Sql, type Tx } from '@/lib/db/sql';
import type { NoticeState } from './outbox';
import type { NoticeVoice } from './types';

export interface NoticeRow {
  id: number;
  caseId: number;
  kind: string;
  action: string;
  templateId: number | null;
  to: string;
  voice: NoticeVoice;
  subject: string;
  body: string;
  messageId: string;
  state: NoticeState;
  /** When it leaves, or is tried again. */
  dueAt: Date | null;
  attempts: number;
  /** The server's last words. */
  response: string | null;
  acceptedAt: Date | null;
  releasedById: number | null;
  createdAt: Date;
  /** Names of the files that go with it. */
  attachments: string[];
}

const columns = `n.id, n.case_id AS "caseId", n.kind, n.action, n.template_id AS "templateId", n.to_address AS "to",
  json_build_object('language', n.language, 'tone', n.tone) AS voice, n.subject, n.body, n.message_id AS "messageId",
  n.state, n.due_at AS "dueAt", n.attempts, n.response, n.accepted_at AS "acceptedAt",
  n.released_by_id AS "releasedById", n.created_at AS "createdAt", n.attachments`;

/** One notice; null where there is none. */
export async function findNotice(db: Sql | Tx, id: number): Promise<NoticeRow | null> {
  const [row] = await db.unsafe<NoticeRow[]>(`SELECT ${columns} FROM notice n WHERE n.id = $1::bigint`, [id]);
  return row ?? null;
}

export type ShownNotice = NoticeRow & { releasedBy: string | null };

/** The notices with these ids, newest first. */
export async function listNoticesById(ids: readonly number[]): Promise<ShownNotice[]> {
  if (ids.length === 0) return [];
  const rows = await sql().unsafe<ShownNotice[]>(
    `SELECT ${columns}, u.name AS "releasedBy" FROM notice n LEFT JOIN app_user u ON u.id = n.released_by_id
     WHERE n.id = ANY($1::bigint[]) ORDER BY n.id DESC`,
    [ids as number[]],
  );
  return [...rows];
}

/** The case's notices, newest first; at most `limit`. */
export async function listNotices(caseId: number, limit = 50): Promise<ShownNotice[]> {
  const rows = await sql().unsafe<ShownNotice[]>(
    `SELECT ${columns}, u.name AS "releasedBy" FROM notice n LEFT JOIN app_user u ON u.id = n.released_by_id
     WHERE n.case_id = $1::int ORDER BY n.id DESC LIMIT $2::int`,
    [caseId, limit],
  );
  return [...rows];
}

/** Whether the customer answered between two moments. */
export async function hasAnswerSince(
  db: Sql | Tx,
  caseId: number,
  since: Date,
  until: Date,
): Promise<boolean> {
  const [row] = await db<{ has: boolean }[]>`
    SELECT EXISTS (SELECT FROM reply WHERE case_id = ${caseId} AND kind = 'answer' AND received_at > ${since}
      AND received_at <= ${until}) AS has`;
  return row?.has ?? false;
}

/** How the customer of a case is spoken to; German where nobody knows. */
export async function customerVoice(
  caseId: number,
): Promise<{ language: string; tone: NoticeVoice['tone'] | null }> {
  const [row] = await sql()<{ language: string; tone: NoticeVoice['tone'] | null }[]>`
    SELECT k.language, k.tone FROM "case" c JOIN account a ON a.id = c.account_id JOIN customer k ON k.id = a.customer_id
    WHERE c.id = ${caseId}`;
  return row ?? { language: 'de', tone: null };
}

/** A notice that the sample provider kept instead of sending it. */
export interface KeptNotice {
  id: number;
  to: string;
  replyToken: string;
  messageId: string;
  subject: string;
  body: string;
  language: string;
  customerName: string;
  sentAt: Date;
}

/** Kept notices of these kinds, written since then, that nothing has come back on. */
export async function listHeldNotices(
  db: Sql | Tx,
  kinds: readonly string[],
  since: Date,
): Promise<KeptNotice[]> {
  const rows = await db<KeptNotice[]>`
    SELECT n.id, n.to_address AS "to", n.reply_token AS "replyToken", n.message_id AS "messageId", n.subject, n.body,
      n.language, k.name AS "customerName", n.created_at AS "sentAt"
    FROM notice n JOIN "case" c ON c.id = n.case_id JOIN account a ON a.id = c.account_id
    JOIN customer k ON k.id = a.customer_id
    WHERE n.state = 'kept' AND n.kind = ANY(${kinds as string[]}::text[]) AND n.step = 0 AND n.created_at > ${since}
      AND NOT EXISTS (SELECT FROM reply r WHERE r.notice_id = n.id)
    ORDER BY n.id LIMIT 100`;
  return [...rows];
}
