// Writes of what is passed on: a complaint is noted once for its recipient, then written into a mail, or held here.

import type { Sql, Tx } from '@/lib/db/sql';
import type { HoldReason } from './types';

/** A complaint that is found out so late (its mail log was behind) still goes on. */
export const lateDays = 7;
/** Of one run. */
const collectLimit = 500;

/**
 * Notes the complaints that recipients are to get: about accounts of their own or of customers they resell to, received
 * since they were switched on. Each goes to one: the nearest of the customer and his chain of resellers. Returns how many.
 */
export async function collectComplaints(sql: Sql, now: Date): Promise<number> {
  const rows = await sql`
    INSERT INTO passed_report (raw_message_id, ordinal, recipient_id, state, at)
    SELECT r.raw_message_id, r.ordinal, p.id, 'pending', ${now}
    FROM complaint k
    JOIN report r ON r.id = k.report_id
    JOIN account a ON a.id = k.account_id
    JOIN customer c ON c.id = a.customer_id
    LEFT JOIN customer s ON s.id = c.reseller_id
    CROSS JOIN LATERAL (
      SELECT p.id, p.active_since, p.suspended_at FROM (VALUES (0, c.id), (1, s.id), (2, s.reseller_id)) AS chain (step, id)
      JOIN pass_on_recipient p ON p.customer_id = chain.id AND p.is_active ORDER BY chain.step LIMIT 1) p
    WHERE k.received_at > ${now}::timestamptz - make_interval(days => ${lateDays})
      AND k.received_at >= p.active_since AND p.suspended_at IS NULL AND k.standing <> 'cancelled'
      AND NOT EXISTS (SELECT FROM passed_report d
        WHERE d.recipient_id = p.id AND d.raw_message_id = r.raw_message_id AND d.ordinal = r.ordinal)
    ORDER BY k.received_at, k.report_id LIMIT ${collectLimit}
    ON CONFLICT DO NOTHING RETURNING 1`;
  return rows.length;
}

export interface PendingReport {
  id: number;
  rawMessageId: number;
  ordinal: number;
}

/** What waits for this recipient, oldest first, its rows locked; rows that another worker has are left to it. */
export async function lockPending(tx: Tx, recipientId: number, limit: number): Promise<PendingReport[]> {
  const rows = await tx<PendingReport[]>`
    SELECT id, raw_message_id AS "rawMessageId", ordinal FROM passed_report
    WHERE recipient_id = ${recipientId} AND state = 'pending' ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
  return [...rows];
}

/** The reports are in this mail. */
export async function markQueued(tx: Tx, ids: readonly number[], mailId: number, to: string): Promise<void> {
  await tx`
    UPDATE passed_report SET state = 'queued', outgoing_mail_id = ${mailId}, to_address = ${to}
    WHERE id = ANY(${ids as number[]}::bigint[])`;
}

/** The report stays here. */
export async function markHeld(tx: Tx, id: number, reason: HoldReason): Promise<void> {
  await tx`UPDATE passed_report SET state = 'held', reason = ${reason} WHERE id = ${id}`;
}

/** Today's digest went. */
export async function noteDigest(tx: Tx, recipientId: number, day: string): Promise<void> {
  await tx`UPDATE pass_on_recipient SET digest_on = ${day}::date WHERE id = ${recipientId}`;
}

export interface ForeignReport {
  rawMessageId: number;
  ordinal: number;
  to: string;
  source: string;
  mailId: number;
  userId: number;
}

/** Notes that a person passed this report on; false where it was passed on before. */
export async function insertForeign(tx: Tx, one: ForeignReport, now: Date): Promise<boolean> {
  const rows = await tx`
    INSERT INTO passed_report (raw_message_id, ordinal, state, to_address, contact_source, outgoing_mail_id, user_id, at)
    VALUES (${one.rawMessageId}, ${one.ordinal}, 'queued', ${one.to}, ${one.source}, ${one.mailId}, ${one.userId}, ${now})
    ON CONFLICT DO NOTHING RETURNING 1`;
  return rows.length > 0;
}
