// Claims on waiting mail. A claim is committed, with its attempt counted, before anything is parsed, so that a crash
// counts; the attempt's number is the fencing token without which nothing can be written back.

import type { Sql, Tx } from '@/lib/db/sql';
import { batchBytes, claimSeconds, maxAttempts, retrySeconds } from './limits';
import type { ClaimedMessage, MessageVerdict } from './types';

/**
 * Claims up to `limit` waiting mails of together about `batchBytes`, oldest first. A mail that has been tried before is
 * claimed alone: whatever stopped the last attempt then takes no other mail with it. Mails tried `maxAttempts` times are quarantined here, with
 * what `noteFailure` wrote of the last attempt.
 */
export async function claimMessages(sql: Sql, limit: number): Promise<{ id: number; attempts: number }[]> {
  await quarantineExhausted(sql);
  return sql<{ id: number; attempts: number }[]>`
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
export async function readClaim(
  sql: Sql,
  claim: { id: number; attempts: number }[],
): Promise<ClaimedMessage[]> {
  return sql<ClaimedMessage[]>`
    SELECT m.id, m.attempts, least(m.received_at, now()) AS "receivedAt", b.bytes, m.format, m.judgement
    FROM unnest(${claim.map((c) => c.id)}::bigint[], ${claim.map((c) => c.attempts)}::int[]) AS c (id, attempts)
    JOIN raw_message m ON m.id = c.id AND m.attempts = c.attempts AND m.state = 'received'
    JOIN raw_bytes b ON b.month = m.month AND b.raw_message_id = m.id
    ORDER BY m.id`;
}

/** Locks what is still ours of the claim until the transaction ends; what has passed to another is left out. */
export async function lockClaim(tx: Tx, claim: { id: number; attempts: number }[]): Promise<Set<number>> {
  const rows = await tx<{ id: number }[]>`
    SELECT m.id
    FROM unnest(${claim.map((c) => c.id)}::bigint[], ${claim.map((c) => c.attempts)}::int[]) AS c (id, attempts)
    JOIN raw_message m ON m.id = c.id AND m.attempts = c.attempts AND m.state = 'received'
    ORDER BY m.id
    FOR NO KEY UPDATE OF m SKIP LOCKED`;
  return new Set(rows.map((row) => row.id));
}

/** Gives up a claim after an error that was not the mail's: the mails wait again at once, their attempts not counted. */
export async function releaseClaim(sql: Sql, claim: { id: number; attempts: number }[]): Promise<void> {
  await sql`
    UPDATE raw_message m SET attempts = m.attempts - 1, claimed_until = NULL
    FROM unnest(${claim.map((c) => c.id)}::bigint[], ${claim.map((c) => c.attempts)}::int[]) AS c (id, attempts)
    WHERE m.id = c.id AND m.attempts = c.attempts AND m.state = 'received'`;
}

/**
 * Writes down why a mail could not be filed: its attempt counts, and it is tried again soon, alone. After the last
 * attempt the text is the reason that its quarantine shows.
 */
export async function noteFailure(
  sql: Sql,
  failed: { id: number; attempts: number },
  text: string,
): Promise<void> {
  await sql`
    UPDATE raw_message SET reason_text = ${text}, claimed_until = now() + make_interval(secs => ${retrySeconds})
    WHERE id = ${failed.id} AND attempts = ${failed.attempts} AND state = 'received'`;
}

/** Writes what reading came to; only where the claim still holds. */
export async function settleMessages(tx: Tx, verdicts: MessageVerdict[]): Promise<void> {
  await tx`
    UPDATE raw_message m SET state = v.state::message_state, state_at = now(), claimed_until = NULL, format = v.format,
      reason_code = v."reasonCode", reason_text = v."reasonText", from_text = v."fromText", subject = v.subject,
      facts = v.facts
    FROM json_to_recordset(${tx.json(verdicts as never)}::json) AS v (
      id bigint, attempts int, state text, format text, "reasonCode" text, "reasonText" text, "fromText" text, subject text,
      facts jsonb)
    WHERE m.id = v.id AND m.attempts = v.attempts AND m.state = 'received'`;
}
