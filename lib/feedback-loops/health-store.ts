// Counters of the health of feedback loops, set-based. Intake appends what it saw; the job takes it away and adds it up, so
// that no screen counts reports.

import type { Sql, Tx } from '@/lib/db/sql';
import type { CountedNote } from './health-note';

/** Senders and foreign addresses that are kept for each loop and kind: who forges mail must not fill the table. */
const SEEN_MAX = 200;
const KEPT_DAYS = 400;

/** Appends what a batch saw. */
export async function insertNotes(tx: Tx, notes: readonly CountedNote[]): Promise<void> {
  if (notes.length === 0) return;
  await tx`
    INSERT INTO feedback_loop_note (feedback_loop_id, day, outcome, authenticity, from_address, envelope_domain,
      dkim_domain, is_ours, foreign_ip, hides_recipient, hides_message_id, hides_subject, raw_message_id, mails)
    SELECT * FROM jsonb_to_recordset(${tx.json(notes as never)}::jsonb) AS n ("loopId" int, day date, outcome text,
      authenticity text, "fromAddress" text, "envelopeDomain" text, "dkimDomain" text, "isOurs" bool, "foreignIp" inet,
      "hidesRecipient" bool, "hidesMessageId" bool, "hidesSubject" bool, "rawMessageId" bigint, mails int)`;
}

/** Takes all notes away and adds them up. What is noted meanwhile stays for the next time. */
export async function countNotes(tx: Tx): Promise<void> {
  await tx`
    CREATE TEMPORARY TABLE IF NOT EXISTS loop_note ON COMMIT DELETE ROWS AS
      SELECT * FROM feedback_loop_note WITH NO DATA`;
  await tx`
    WITH taken AS (DELETE FROM feedback_loop_note RETURNING *)
    INSERT INTO loop_note SELECT n.* FROM taken n JOIN feedback_loop l ON l.id = n.feedback_loop_id`;
  await addDays(tx);
  await addSeen(tx);
}

async function addDays(tx: Tx): Promise<void> {
  await tx`
    INSERT INTO feedback_loop_health_day AS d (feedback_loop_id, day, verified, unverified, failed, broken, unknown,
      reports, ours, not_ours, hidden_recipient, hidden_message_id, hidden_subject)
    SELECT feedback_loop_id, day,
      coalesce(sum(mails) FILTER (WHERE authenticity = 'verified'), 0),
      coalesce(sum(mails) FILTER (WHERE authenticity = 'unverified'), 0),
      coalesce(sum(mails) FILTER (WHERE authenticity = 'failed'), 0),
      coalesce(sum(mails) FILTER (WHERE outcome = 'broken'), 0),
      coalesce(sum(mails) FILTER (WHERE outcome = 'unknown'), 0),
      coalesce(sum(mails) FILTER (WHERE outcome = 'report'), 0),
      coalesce(sum(mails) FILTER (WHERE outcome = 'report' AND is_ours), 0),
      coalesce(sum(mails) FILTER (WHERE outcome = 'report' AND NOT is_ours), 0),
      coalesce(sum(mails) FILTER (WHERE outcome = 'report' AND hides_recipient), 0),
      coalesce(sum(mails) FILTER (WHERE outcome = 'report' AND hides_message_id), 0),
      coalesce(sum(mails) FILTER (WHERE outcome = 'report' AND hides_subject), 0)
    FROM loop_note GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (feedback_loop_id, day) DO UPDATE SET verified = d.verified + excluded.verified,
      unverified = d.unverified + excluded.unverified, failed = d.failed + excluded.failed,
      broken = d.broken + excluded.broken, unknown = d.unknown + excluded.unknown,
      reports = d.reports + excluded.reports, ours = d.ours + excluded.ours, not_ours = d.not_ours + excluded.not_ours,
      hidden_recipient = d.hidden_recipient + excluded.hidden_recipient,
      hidden_message_id = d.hidden_message_id + excluded.hidden_message_id,
      hidden_subject = d.hidden_subject + excluded.hidden_subject`;
}

/** A kind of which a loop registers nothing is not looked at: some programs write each report from an address of its own. */
async function addSeen(tx: Tx): Promise<void> {
  await tx`
    WITH fresh AS (
      SELECT n.feedback_loop_id, v.kind, v.value, min(n.day) AS first_day, max(n.day) AS last_day,
        sum(n.mails)::int AS mails, max(n.raw_message_id) AS raw_message_id
      FROM loop_note n JOIN feedback_loop l ON l.id = n.feedback_loop_id
      CROSS JOIN LATERAL (VALUES
        ('from', CASE WHEN l.from_addresses <> '{}' THEN n.from_address END),
        ('envelope', CASE WHEN l.envelope_domains <> '{}' THEN n.envelope_domain END),
        ('dkim', CASE WHEN l.dkim_domains <> '{}' THEN n.dkim_domain END),
        ('foreign', host(n.foreign_ip))) AS v (kind, value)
      WHERE v.value IS NOT NULL GROUP BY 1, 2, 3),
    ranked AS (
      SELECT f.*, s.value IS NOT NULL AS is_known,
        row_number() OVER (PARTITION BY f.feedback_loop_id, f.kind ORDER BY s.value IS NULL, f.mails DESC, f.value) AS rank,
        (SELECT count(*) FROM feedback_loop_seen k
         WHERE k.feedback_loop_id = f.feedback_loop_id AND k.kind = f.kind) AS kept,
        count(s.value) OVER (PARTITION BY f.feedback_loop_id, f.kind) AS known
      FROM fresh f LEFT JOIN feedback_loop_seen s USING (feedback_loop_id, kind, value))
    INSERT INTO feedback_loop_seen AS s (feedback_loop_id, kind, value, first_day, last_day, mails, raw_message_id)
    SELECT feedback_loop_id, kind, value, first_day, last_day, mails, raw_message_id FROM ranked
    WHERE is_known OR kept + rank - known <= ${SEEN_MAX}
    ORDER BY 1, 2, 3
    ON CONFLICT (feedback_loop_id, kind, value) DO UPDATE SET
      first_day = least(s.first_day, excluded.first_day), last_day = greatest(s.last_day, excluded.last_day),
      mails = s.mails + excluded.mails, raw_message_id = greatest(s.raw_message_id, excluded.raw_message_id)`;
}

/** Forgets days older than 400 days, and what was not seen since; foreign addresses and rare senders after 30 days. */
export async function forgetHealth(db: Sql | Tx): Promise<void> {
  await db`DELETE FROM feedback_loop_health_day WHERE day < current_date - ${KEPT_DAYS}::int`;
  await db`
    DELETE FROM feedback_loop_seen
    WHERE last_day < current_date - CASE WHEN kind = 'foreign' OR mails < 3 THEN 30 ELSE ${KEPT_DAYS}::int END`;
}
