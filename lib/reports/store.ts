// Writes of reports: one statement per batch.

import type { Tx } from '@/lib/db/sql';
import type { FormerPlace, ReportRow } from './types';

/** Inserts the rows and returns their numbers in the order given. */
export async function insertReports(tx: Tx, rows: ReportRow[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const inserted = await tx<{ id: number; raw: number; ordinal: number }[]>`
    INSERT INTO report (raw_message_id, ordinal, format, feedback_type, kind, reporter_key, feedback_loop_id, trust,
      trust_factor, complainant, received_at, mail_date, source_ip, source_port, arrival_date, original_mail_from,
      original_rcpt_to, original_envelope_id, reported_domain, reported_uri, incidents, user_agent, version, message_id,
      queue_id, subject, header_from, extensions, notes)
    SELECT "rawMessageId", ordinal, format, "feedbackType", kind, "reporterKey", "feedbackLoopId", trust,
      "trustFactor", complainant, "receivedAt", "mailDate", "sourceIp"::inet, "sourcePort", "arrivalDate",
      "originalMailFrom", "originalRcptTo", "originalEnvelopeId", "reportedDomain", "reportedUri", incidents, "userAgent",
      version, "messageId", "queueId", subject, "headerFrom", extensions, notes
    FROM json_to_recordset(${tx.json(rows as never)}::json) AS r (
      "rawMessageId" bigint, ordinal int, format text, "feedbackType" text, kind text, "reporterKey" text,
      "feedbackLoopId" int, trust text, "trustFactor" float8, complainant text, "receivedAt" timestamptz,
      "mailDate" timestamptz, "sourceIp" text, "sourcePort" int, "arrivalDate" timestamptz, "originalMailFrom" text,
      "originalRcptTo" text[], "originalEnvelopeId" text, "reportedDomain" text[], "reportedUri" text[], incidents int,
      "userAgent" text, version text, "messageId" text, "queueId" text, subject text, "headerFrom" text,
      extensions jsonb, notes text[])
    ORDER BY "rawMessageId", ordinal
    RETURNING id, raw_message_id AS raw, ordinal`;
  const numbers = new Map(inserted.map((row) => [`${row.raw}:${row.ordinal}`, row.id]));
  return rows.map((row) => numberOf(numbers, row));
}

function numberOf(numbers: Map<string, number>, row: ReportRow): number {
  const id = numbers.get(`${row.rawMessageId}:${row.ordinal}`);
  if (id === undefined) throw new Error(`report of mail ${row.rawMessageId} was not inserted`);
  return id;
}

/** Where an earlier reading of these mails filed its complaints. */
export async function loadFormerPlaces(tx: Tx, rawMessageIds: number[]): Promise<FormerPlace[]> {
  if (rawMessageIds.length === 0) return [];
  return tx<FormerPlace[]>`
    SELECT r.raw_message_id AS "rawMessageId", r.ordinal, c.account_id AS "accountId", c.case_id AS "caseId"
    FROM report r JOIN complaint c ON c.report_id = r.id WHERE r.raw_message_id = ANY(${rawMessageIds}::bigint[])`;
}

/**
 * Removes what an earlier reading of these mails left (a replay). The caller holds the row locks of the accounts that
 * `loadFormerPlaces` names, and rebuilds their sums and cases.
 */
export async function removeReports(tx: Tx, rawMessageIds: number[]): Promise<void> {
  if (rawMessageIds.length === 0) return;
  await tx`DELETE FROM complaint WHERE report_id IN (SELECT id FROM report WHERE raw_message_id = ANY(${rawMessageIds}::bigint[]))`;
  await tx`DELETE FROM attribution WHERE report_id IN (SELECT id FROM report WHERE raw_message_id = ANY(${rawMessageIds}::bigint[]))`;
  await tx`DELETE FROM report WHERE raw_message_id = ANY(${rawMessageIds}::bigint[])`;
}
