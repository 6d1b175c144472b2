// What an answer is made of, read for one reply: the mail it answers, whom the reply may be shown to be from, and what
// must not be said.

import type { Sql, Tx } from '@/lib/db/sql';
import type { AnsweredMail } from './answer-text';
import type { SenderAuthenticity } from './types';

export interface AnswerableReply extends AnsweredMail {
  id: number;
  caseId: number;
  replyTo: string | null;
  authenticated: SenderAuthenticity;
  /** Message-ID and subject of our notice that it answers, else of the last one of the case. */
  ours: { messageId: string; subject: string } | null;
}

/** The reply, where it is an answer on this case; null where not. */
export async function findAnswerable(
  db: Sql | Tx,
  { caseId, replyId }: { caseId: number; replyId: number },
): Promise<AnswerableReply | null> {
  const [row] = await db<AnswerableReply[]>`
    SELECT r.id, r.case_id AS "caseId", r.from_address AS "from", r.reply_to AS "replyTo", r.subject,
      r.received_at AS "receivedAt", r.text, r.message_id AS "messageId", r.answers, r.authenticated,
      (SELECT json_build_object('messageId', n.message_id, 'subject', n.subject) FROM notice n
       WHERE n.case_id = r.case_id AND (r.notice_id IS NULL OR n.id = r.notice_id) AND n.state <> 'withdrawn'
       ORDER BY n.id DESC LIMIT 1) AS ours
    FROM reply r WHERE r.id = ${replyId} AND r.case_id = ${caseId} AND r.kind = 'answer'`;
  return row ?? null;
}

/** The answer to answer next: the newest that nobody has dealt with, else the newest; null where none came. */
export async function nextAnswerable(db: Sql | Tx, caseId: number): Promise<number | null> {
  const [row] = await db<{ id: number }[]>`
    SELECT id FROM reply WHERE case_id = ${caseId} AND kind = 'answer'
    ORDER BY handled_at IS NOT NULL, id DESC LIMIT 1`;
  return row?.id ?? null;
}

/** Which of these addresses complained in this case. */
export async function complainantsAmong(
  db: Sql | Tx,
  caseId: number,
  addresses: readonly string[],
): Promise<string[]> {
  if (addresses.length === 0) return [];
  const rows = await db<{ complainant: string }[]>`
    SELECT DISTINCT lower(complainant) AS complainant FROM case_complainant
    WHERE case_id = ${caseId} AND lower(complainant) = ANY(${addresses as string[]}::text[]) LIMIT 20`;
  return rows.map(({ complainant }) => complainant);
}

/** Feedback loops of the case whose terms forbid to tell the customer anything of them. */
export async function silentLoops(db: Sql | Tx, caseId: number): Promise<string[]> {
  const rows = await db<{ name: string }[]>`
    SELECT DISTINCT l.name FROM complaint c JOIN report r ON r.id = c.report_id
    JOIN feedback_loop l ON l.id = r.feedback_loop_id
    WHERE c.case_id = ${caseId} AND l.discloses IS FALSE ORDER BY l.name LIMIT 20`;
  return rows.map(({ name }) => name);
}
