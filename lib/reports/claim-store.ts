// Claims on waiting mail. A claim is committed, with its attempt counted, before anything is parsed, so that a crash
// counts; the attempt's number is the fencing token without which nothing can be written back.

import { copyOut, intArray } from '@/lib/db/copy-out';
import type { Sql, Tx } from '@/lib/db/sql';
import type { MailboxRole } from '@/lib/replies/types';
import { batchBytes, claimSeconds, maxAttempts, postponeSeconds, retrySeconds } from './limits';
import type { Claim, ClaimedMessage, Judgement, MessageVerdict } from './types';

/**
 * Claims up to `limit` waiting mails of together about `batchBytes`, oldest first. A mail that has been tried before is
 * claimed alone: whatever stopped the last attempt then takes no other mail with it. Mails tried `maxAttempts` times are quarantined here, with
 * what `noteFailure` wrote of the last attempt.
 */
export async function claimMessages(sql: Sql, limit: number): Promise<Claim[]> {
  await quarantineExhausted(sql);
  return sql<Claim[]>`
    WITH waiting AS (
      SELECT id, attempts, size_bytes FROM raw_message
      WHERE state = 'received' AND (claimed_until IS NULL OR claimed_until < now())
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), fresh AS (
      SELECT id, sum(size_bytes) OVER (ORDER BY id) - size_bytes AS bytes_before FROM waiting WHERE attempts = 0
    ), chosen AS (
      SELECT id FROM fresh WHERE bytes_before < ${batchBytes}
      UNION ALL
      (SELECT id FROM waiting WHERE attempts > 0 AND NOT EXISTS (SELECT FROM waiting WHERE attempts = 0) ORDER BY id LIMIT 1)
    )
    UPDATE raw_message m
    SET attempts = m.attempts + 1, claimed_until = now() + make_interval(secs => ${claimSeconds})
    FROM chosen WHERE m.id = chosen.id
    RETURNING m.id, m.attempts`;
}

async function quarantineExhausted(sql: Sql): Promise<void> {
  await sql`
    UPDATE raw_message SET state = 'quarantined', state_at = now(), claimed_until = NULL,
      reason_code = 'attempts-exhausted'
    WHERE state = 'received' AND attempts >= ${maxAttempts} AND claimed_until < now()`;
}

/**
 * Reads the bytes of what is still ours of the claim. A time of receipt in the future (a wrong clock) becomes now: such
 * a complaint would outweigh its points.
 */
export async function readClaim(sql: Sql, claim: readonly Claim[]): Promise<ClaimedMessage[]> {
  const rows = await copyOut(
    sql,
    `SELECT m.id, m.attempts, extract(epoch FROM least(m.received_at, now()))::float8, b.bytes, m.format, m.judgement::text,
      coalesce((SELECT bool_and(w.kind IN ('http', 'upload')) FROM delivery d JOIN mailbox w ON w.id = d.mailbox_id
        WHERE d.raw_message_id = m.id), false),
      coalesce((SELECT CASE WHEN min(w.role) = max(w.role) THEN min(w.role)
        WHEN bool_or(w.role IN ('replies', 'both')) THEN 'both' ELSE 'complaints' END
        FROM delivery d JOIN mailbox w ON w.id = d.mailbox_id WHERE d.raw_message_id = m.id), 'complaints'),
      coalesce((SELECT bool_and(w.kind = 'lmtp') FROM delivery d JOIN mailbox w ON w.id = d.mailbox_id
        WHERE d.raw_message_id = m.id), false)
    FROM unnest(${idsOf(claim)}, ${attemptsOf(claim)}) AS c (id, attempts)
    JOIN raw_message m ON m.id = c.id AND m.attempts = c.attempts AND m.state = 'received'
    JOIN raw_bytes b ON b.month = m.month AND b.raw_message_id = m.id
    ORDER BY m.id`,
  );
  return rows.map(
    ([id, attempts, receivedAt, bytes, format, judgement, isHandedOver, mailboxRole, isByLmtp]) => ({
      id: Number(id?.readBigInt64BE() ?? 0n),
      attempts: attempts?.readInt32BE() ?? 0,
      receivedAt: new Date(Math.round((receivedAt?.readDoubleBE() ?? 0) * 1_000)),
      bytes: bytes ?? Buffer.alloc(0),
      format: format?.toString('utf8') ?? null,
      isHandedOver: isHandedOver?.[0] === 1,
      mailboxRole: (mailboxRole?.toString('utf8') ?? 'complaints') as MailboxRole,
      isByLmtp: isByLmtp?.[0] === 1,
      judgement: judgement ? (JSON.parse(judgement.toString('utf8')) as Judgement) : null,
    }),
  );
}

const idsOf = (claim: readonly Claim[]): string =>
  intArray(
    claim.map((one) => one.id),
    'bigint',
  );
const attemptsOf = (claim: readonly Claim[]): string =>
  intArray(
    claim.map((one) => one.attempts),
    'int',
  );

/**
 * Locks what is still ours of the claim until the transaction ends; what has passed to another is left out. Answers by
 * the mail's number with the format of its earlier reading, null where there was none: known only under the lock.
 */
export async function lockClaim(tx: Tx, claim: readonly Claim[]): Promise<Map<number, string | null>> {
  const rows = await tx<{ id: number; format: string | null }[]>`
    SELECT m.id, m.format
    FROM unnest(${claim.map((c) => c.id)}::bigint[], ${claim.map((c) => c.attempts)}::int[]) AS c (id, attempts)
    JOIN raw_message m ON m.id = c.id AND m.attempts = c.attempts AND m.state = 'received'
    ORDER BY m.id
    FOR NO KEY UPDATE OF m SKIP LOCKED`;
  return new Map(rows.map((row) => [row.id, row.format]));
}

/** Gives up a claim after an error that was not the mail's: the mails wait again at once, their attempts not counted. */
export async function releaseClaim(sql: Sql | Tx, claim: readonly Claim[]): Promise<void> {
  await sql`
    UPDATE raw_message m SET attempts = m.attempts - 1, claimed_until = NULL
    FROM unnest(${claim.map((c) => c.id)}::bigint[], ${claim.map((c) => c.attempts)}::int[]) AS c (id, attempts)
    WHERE m.id = c.id AND m.attempts = c.attempts AND m.state = 'received'`;
}

/** Hands back mails that have to wait for something outside the desk; the attempt does not count. */
export async function postponeMessages(sql: Sql, claim: { id: number; attempts: number }[]): Promise<void> {
  if (claim.length === 0) return;
  await sql`
    UPDATE raw_message m SET attempts = m.attempts - 1, claimed_until = now() + make_interval(secs => ${postponeSeconds})
    FROM unnest(${claim.map((c) => c.id)}::bigint[], ${claim.map((c) => c.attempts)}::int[]) AS c (id, attempts)
    WHERE m.id = c.id AND m.attempts = c.attempts AND m.state = 'received'`;
}

/**
 * Writes down why a mail could not be filed: its attempt counts, and it is tried again soon, alone. After the last
 * attempt the text is the reason that its quarantine shows.
 */
export async function noteFailure(sql: Sql, failed: Claim, text: string): Promise<void> {
  await sql`
    UPDATE raw_message SET reason_text = ${text}, claimed_until = now() + make_interval(secs => ${retrySeconds})
    WHERE id = ${failed.id} AND attempts = ${failed.attempts} AND state = 'received'`;
}

/** Sets a mail aside whose reading was ended at a limit; `text` says which. Only where the claim still holds. */
export async function quarantineUnreadable(tx: Tx, mail: Claim, text: string): Promise<void> {
  await tx`
    UPDATE raw_message SET state = 'quarantined', state_at = now(), claimed_until = NULL, reason_code = 'read-limit',
      reason_text = ${text}
    WHERE id = ${mail.id} AND attempts = ${mail.attempts} AND state = 'received'`;
}

/**
 * Writes what reading came to; only where the claim still holds. Columns as arrays: taken apart as JSON, a batch costs
 * the server twice as much.
 */
export async function settleMessages(tx: Tx, verdicts: MessageVerdict[]): Promise<void> {
  const facts = verdicts.map((v) => (v.facts === null ? null : JSON.stringify(v.facts)));
  await tx`
    UPDATE raw_message m SET state = v.state::message_state, state_at = now(), claimed_until = NULL, format = v.format,
      reason_code = v.reason_code, reason_text = v.reason_text, from_text = v.from_text, subject = v.subject,
      facts = v.facts::jsonb
    FROM unnest(${verdicts.map((v) => v.id)}::bigint[], ${verdicts.map((v) => v.attempts)}::int[],
      ${verdicts.map((v) => v.state)}::text[], ${verdicts.map((v) => v.format)}::text[],
      ${verdicts.map((v) => v.reasonCode)}::text[], ${verdicts.map((v) => v.reasonText)}::text[],
      ${verdicts.map((v) => v.fromText)}::text[], ${verdicts.map((v) => v.subject)}::text[], ${facts}::text[]
    ) AS v (id, attempts, state, format, reason_code, reason_text, from_text, subject, facts)
    WHERE m.id = v.id AND m.attempts = v.attempts AND m.state = 'received'`;
}
