// The outbox: a notice is written whole, with its MIME and its Message-ID, in the transaction that causes it; an attempt
// is committed before the server is spoken to. Whoever died in an attempt leaves it `sending`, and since nobody can know
// how far it came, it is ambiguous.

import type { Sql, Tx } from '@/lib/db/sql';
import type { NoticeSettlement } from './outbox';

export interface NewNotice {
  caseId: number;
  kind: string;
  /** Unique with `step` within the case: what causes it, and the how many-th of it. */
  action: string;
  step: number;
  templateId: number | null;
  toAddress: string;
  language: string;
  tone: string;
  subject: string;
  body: string;
  mime: Buffer;
  messageId: string;
  replyToken: string;
  envelopeFrom: string;
  /** Leaves then; until then it can be withdrawn. */
  dueAt: Date;
  releasedById: number | null;
  /** Names of the files in `mime`. */
  attachments: string[];
  /** The notice that this one is a copy of. */
  copyOfId: number | null;
  createdAt: Date;
}

/** Writes the notice; null where this case has one of this action and step already. */
export async function insertNotice(tx: Tx, one: NewNotice): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO notice (case_id, kind, action, step, template_id, to_address, language, tone, subject, body, mime,
      message_id, reply_token, envelope_from, state, due_at, released_by_id, attachments, copy_of_id,
      created_at)
    VALUES (${one.caseId}, ${one.kind}, ${one.action}, ${one.step}, ${one.templateId}, ${one.toAddress}, ${one.language},
      ${one.tone}, ${one.subject}, ${one.body}, ${one.mime}, ${one.messageId}, ${one.replyToken}, ${one.envelopeFrom},
      'waiting', ${one.dueAt}, ${one.releasedById}, ${one.attachments}, ${one.copyOfId}, ${one.createdAt})
    ON CONFLICT (case_id, action, step) DO NOTHING RETURNING id`;
  return row?.id ?? null;
}

/** Takes a notice back that has not begun to leave; false where it has. */
export async function withdrawNotice(tx: Tx, id: number): Promise<boolean> {
  const rows = await tx`
    UPDATE notice SET state = 'withdrawn', due_at = NULL WHERE id = ${id} AND state IN ('waiting', 'due') RETURNING 1`;
  return rows.length > 0;
}

/** Takes the copies of a notice back that have not begun to leave; their ids. */
export async function withdrawCopies(tx: Tx, id: number): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    UPDATE notice SET state = 'withdrawn', due_at = NULL WHERE copy_of_id = ${id} AND state IN ('waiting', 'due')
    RETURNING id`;
  return rows.map((row) => row.id);
}

export interface ClaimedNotice {
  id: number;
  caseId: number;
  kind: string;
  toAddress: string;
  envelopeFrom: string;
  mime: Buffer;
  attempts: number;
  createdAt: Date;
}

/** Claims the next notice that is due for so many seconds; the attempt is committed with this statement. */
export async function claimNotice(sql: Sql, now: Date, claimSeconds: number): Promise<ClaimedNotice | null> {
  const [row] = await sql<ClaimedNotice[]>`
    UPDATE notice SET state = 'sending', attempts = attempts + 1,
      claimed_until = ${now}::timestamptz + make_interval(secs => ${claimSeconds})
    WHERE id = (SELECT id FROM notice WHERE due_at <= ${now} AND state IN ('waiting', 'due')
      ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, case_id AS "caseId", kind, to_address AS "toAddress", envelope_from AS "envelopeFrom", mime, attempts,
      created_at AS "createdAt"`;
  return row ?? null;
}

/** Writes what an attempt came to; false where somebody settled it meanwhile. */
export async function settleNotice(
  tx: Tx,
  { id, attempts }: Pick<ClaimedNotice, 'id' | 'attempts'>,
  { state, dueInSeconds }: NoticeSettlement,
  response: string,
  now: Date,
): Promise<boolean> {
  const due = dueInSeconds === null ? null : new Date(now.getTime() + dueInSeconds * 1_000);
  const rows = await tx`
    UPDATE notice SET state = ${state}, due_at = ${due}, claimed_until = NULL, response = ${response},
      accepted_at = ${state === 'accepted' ? now : null}
    WHERE id = ${id} AND attempts = ${attempts} AND state = 'sending' RETURNING 1`;
  return rows.length > 0;
}

/** Attempts whose worker died, oldest first. */
export async function listLostSendings(sql: Sql, now: Date): Promise<{ id: number; caseId: number }[]> {
  const rows = await sql<{ id: number; caseId: number }[]>`
    SELECT id, case_id AS "caseId" FROM notice WHERE state = 'sending' AND claimed_until < ${now} ORDER BY id LIMIT 100`;
  return [...rows];
}

/** Nobody knows whether the server has the mail of an attempt whose worker died; false where it was settled meanwhile. */
export async function abandonSending(tx: Tx, id: number, now: Date): Promise<boolean> {
  const rows = await tx`
    UPDATE notice SET state = 'ambiguous', due_at = NULL, claimed_until = NULL
    WHERE id = ${id} AND state = 'sending' AND claimed_until < ${now} RETURNING 1`;
  return rows.length > 0;
}

/** A person settles an ambiguous notice: it arrived, or it is to be sent again. */
export async function resolveAmbiguous(
  tx: Tx,
  id: number,
  verdict: 'arrived' | 'send-again',
  now: Date,
): Promise<boolean> {
  const rows =
    verdict === 'arrived'
      ? await tx`
          UPDATE notice SET state = 'accepted', accepted_at = ${now} WHERE id = ${id} AND state = 'ambiguous' RETURNING 1`
      : await tx`UPDATE notice SET state = 'due', due_at = ${now} WHERE id = ${id} AND state = 'ambiguous' RETURNING 1`;
  return rows.length > 0;
}

/** An accepted notice came back undelivered; false where it is in no such state (any more). */
export async function markBounced(tx: Tx, id: number, status: string): Promise<boolean> {
  const rows = await tx`
    UPDATE notice SET state = 'bounced', due_at = NULL, response = ${status}
    WHERE id = ${id} AND state IN ('accepted', 'ambiguous', 'kept') RETURNING 1`;
  return rows.length > 0;
}
