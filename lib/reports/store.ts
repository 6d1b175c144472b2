// Writes of reports: one COPY per batch.

import { copyRows, takeIds } from '@/lib/db/copy-rows';
import type { CopyValue } from '@/lib/db/copy-text';
import type { Tx } from '@/lib/db/sql';
import type { FormerPlace, ReportRow } from './types';

const columns = [
  'id',
  'raw_message_id',
  'ordinal',
  'format',
  'feedback_type',
  'category',
  'kind',
  'reporter_key',
  'feedback_loop_id',
  'trust',
  'trust_factor',
  'complainant',
  'received_at',
  'mail_date',
  'source_ip',
  'source_port',
  'arrival_date',
  'original_mail_from',
  'original_rcpt_to',
  'original_envelope_id',
  'reported_domain',
  'reported_uri',
  'incidents',
  'user_agent',
  'version',
  'message_id',
  'queue_id',
  'subject',
  'header_from',
  'extensions',
  'notes',
  'derived',
  'xarf',
];

function toFields(id: number, row: ReportRow): CopyValue[] {
  return [
    id,
    row.rawMessageId,
    row.ordinal,
    row.format,
    row.feedbackType,
    row.category,
    row.kind,
    row.reporterKey,
    row.feedbackLoopId,
    row.trust,
    row.trustFactor,
    row.complainant,
    row.receivedAt,
    row.mailDate,
    row.sourceIp,
    row.sourcePort,
    row.arrivalDate,
    row.originalMailFrom,
    row.originalRcptTo,
    row.originalEnvelopeId,
    row.reportedDomain,
    row.reportedUri,
    row.incidents,
    row.userAgent,
    row.version,
    row.messageId,
    row.queueId,
    row.subject,
    row.headerFrom,
    { json: row.extensions },
    row.notes,
    row.derived,
    row.xarf === null ? null : { json: row.xarf },
  ];
}

/** Those of these feedback loops that there are; they stay until the transaction ends. */
export async function holdLoops(tx: Tx, ids: number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await tx<{ id: number }[]>`
    SELECT id FROM feedback_loop WHERE id = ANY(${ids}::int[]) ORDER BY id FOR KEY SHARE`;
  return new Set(rows.map((row) => row.id));
}

/** Inserts the rows and returns their numbers in the order given. */
export async function insertReports(tx: Tx, rows: ReportRow[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const ids = await takeIds(tx, 'report', rows.length);
  await copyRows(
    tx,
    'report',
    columns,
    rows.map((row, i) => toFields(ids[i] as number, row)),
  );
  return ids;
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
 * `loadFormerPlaces` names, and rebuilds their sums and cases. What the statistics counted of them is taken back later.
 */
export async function removeReports(tx: Tx, rawMessageIds: number[]): Promise<void> {
  if (rawMessageIds.length === 0) return;
  await tx`
    INSERT INTO removed_report (report_id, day, program, kind, verdict, account_id, case_id)
    SELECT report_id, day, program, kind, verdict, account_id, case_id FROM countable_report
    WHERE raw_message_id = ANY(${rawMessageIds}::bigint[])`;
  await tx`DELETE FROM complaint WHERE report_id IN (SELECT id FROM report WHERE raw_message_id = ANY(${rawMessageIds}::bigint[]))`;
  await tx`DELETE FROM attribution WHERE report_id IN (SELECT id FROM report WHERE raw_message_id = ANY(${rawMessageIds}::bigint[]))`;
  await tx`DELETE FROM report WHERE raw_message_id = ANY(${rawMessageIds}::bigint[])`;
}
