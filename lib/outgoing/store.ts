// The outbox of mail that belongs to no case: written whole in the transaction that causes it; an attempt is committed
// before the server is spoken to. Whoever died in an attempt leaves it `sending`, and since nobody can know how far it
// came, it is ambiguous (invariant 7).

import type { Sql, Tx } from '@/lib/db/sql';
import type { MailPurpose, MailState, NewMail } from './types';

/** Queues the mail; null where one of this key exists. */
export async function queueMail(tx: Tx, one: NewMail, now: Date): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO outgoing_mail (purpose, key, to_address, subject, mime, message_id, reply_token, envelope_from,
      related_kind, related_id, state, due_at, created_at,
      tried_since, created_by_id)
    VALUES (${one.purpose}, ${one.key}, ${one.to}, ${one.subject}, ${one.mime}, ${one.messageId}, ${one.replyToken},
      ${one.envelopeFrom}, ${one.relatedTo?.kind ?? null}, ${one.relatedTo?.id ?? null}, 'due', ${one.dueAt ?? now},
      ${now}, ${one.dueAt ?? now}, ${one.userId ?? null})
    ON CONFLICT (key) DO NOTHING RETURNING id`;
  return row?.id ?? null;
}

export interface ClaimedMail {
  id: number;
  purpose: MailPurpose;
  to: string;
  envelopeFrom: string;
  mime: Buffer;
  attempts: number;
  /** Written, or by a person sent again. */
  triedSince: Date;
}

/** Claims the next mail that is due for so many seconds; the attempt is committed with this statement. */
export async function claimMail(sql: Sql, now: Date, claimSeconds: number): Promise<ClaimedMail | null> {
  const [row] = await sql<ClaimedMail[]>`
    UPDATE outgoing_mail SET state = 'sending', due_at = NULL, attempts = attempts + 1,
      claimed_until = ${now}::timestamptz + make_interval(secs => ${claimSeconds})
    WHERE id = (SELECT id FROM outgoing_mail WHERE state = 'due' AND due_at <= ${now}
      ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, purpose, to_address AS "to", envelope_from AS "envelopeFrom", mime, attempts, tried_since AS "triedSince"`;
  return row ?? null;
}

/** Writes what an attempt came to; false where somebody settled it meanwhile. */
export async function settleMail(
  tx: Tx,
  { id, attempts }: Pick<ClaimedMail, 'id' | 'attempts'>,
  { state, dueInSeconds }: { state: MailState; dueInSeconds: number | null },
  response: string,
  now: Date,
): Promise<boolean> {
  const due = dueInSeconds === null ? null : new Date(now.getTime() + dueInSeconds * 1_000);
  const rows = await tx`
    UPDATE outgoing_mail SET state = ${state}, due_at = ${due}, claimed_until = NULL, response = ${response},
      accepted_at = ${state === 'accepted' ? now : null}
    WHERE id = ${id} AND attempts = ${attempts} AND state = 'sending' RETURNING 1`;
  return rows.length > 0;
}

/** Attempts whose worker died are ambiguous from now on; which these are. */
export async function abandonLostMails(tx: Tx, now: Date): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    UPDATE outgoing_mail SET state = 'ambiguous', claimed_until = NULL
    WHERE id IN (SELECT id FROM outgoing_mail WHERE state = 'sending' AND claimed_until < ${now}
      ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return rows.map(({ id }) => id);
}

/** A person settles an ambiguous mail, or has one sent again that failed; false where it is in no such state. */
export async function resolveMail(
  tx: Tx,
  id: number,
  verdict: 'arrived' | 'send-again',
  now: Date,
): Promise<boolean> {
  const rows =
    verdict === 'arrived'
      ? await tx`
          UPDATE outgoing_mail SET state = 'accepted', accepted_at = ${now} WHERE id = ${id} AND state = 'ambiguous' RETURNING 1`
      : await tx`
          UPDATE outgoing_mail SET state = 'due', due_at = ${now}, tried_since = ${now}
          WHERE id = ${id} AND state IN ('ambiguous', 'failed') AND mime IS NOT NULL RETURNING 1`;
  return rows.length > 0;
}

/** Takes back what has not begun to leave; false where it has. */
export async function withdrawMail(tx: Tx, id: number): Promise<boolean> {
  const rows = await tx`
    UPDATE outgoing_mail SET state = 'withdrawn', due_at = NULL WHERE id = ${id} AND state = 'due' RETURNING 1`;
  return rows.length > 0;
}

/** A mail that had left came back; false where it is in no such state (any more). */
export async function markMailBounced(tx: Tx, id: number, status: string): Promise<boolean> {
  const rows = await tx`
    UPDATE outgoing_mail SET state = 'bounced', response = ${status}
    WHERE id = ${id} AND state IN ('accepted', 'ambiguous', 'kept') RETURNING 1`;
  return rows.length > 0;
}

/** One at a time, so that a mailbox full of old mail is no long transaction. */
const houseBatch = 1_000;

/** The bytes of what ended before `bytesBefore`, and rows from before `rowsBefore`, go. */
export async function forgetMails(
  sql: Sql,
  { bytesBefore, rowsBefore }: { bytesBefore: Date; rowsBefore: Date },
): Promise<void> {
  await sql`
    UPDATE outgoing_mail SET mime = NULL WHERE id IN (SELECT id FROM outgoing_mail
      WHERE mime IS NOT NULL AND created_at < ${bytesBefore} AND state NOT IN ('due', 'sending', 'ambiguous')
      ORDER BY created_at LIMIT ${houseBatch})`;
  await sql`
    DELETE FROM outgoing_mail WHERE id IN (SELECT id FROM outgoing_mail
      WHERE created_at < ${rowsBefore} AND state NOT IN ('due', 'sending', 'ambiguous')
      ORDER BY created_at LIMIT ${houseBatch})`;
}
