// What the screens show of reports: the complaints of a case or account, page by key, and one report with everything
// that is known about it: fields, attribution with evidence, reporter with trust.

import type { AttributionVerdict, EvidenceLine, RungName } from '@/lib/attribution/types';
import { sql } from '@/lib/db/sql';
import type { ReporterEvidence, Trust } from '@/lib/reporters/types';
import type { ComplaintKind, ScoreLine, Standing } from '@/lib/scoring/types';
import { siblingLinks } from './limits';

export const complaintPageSize = 15;

export interface ComplaintRow {
  reportId: number;
  rawMessageId: number;
  receivedAt: Date;
  reporterKey: string;
  reporterLabel: string;
  complainant: string;
  kind: ComplaintKind;
  standing: Standing;
  value: number;
  lines: ScoreLine[];
  subject: string | null;
  rung: RungName;
  verdict: AttributionVerdict;
  trust: Trust;
  format: string;
  feedbackType: string;
  category: string | null;
}

export interface ComplaintPage {
  rows: ComplaintRow[];
  after: string | null;
  before: string | null;
}

export interface ComplaintKey {
  after: string | null;
  before: string | null;
}

const keyShape =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z)~(\d{1,15})$/;

/** Time and report of a complaint's key; null where the text is none. */
export function readComplaintKey(text: string): [string, number] | null {
  const [, at, id] = keyShape.exec(text) ?? [];
  if (at === undefined || id === undefined) return null;
  const day = new Date(at);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === at.slice(0, 10)
    ? [at, Number(id)]
    : null;
}

// The key's time goes in as text: the driver would cut it to milliseconds. The page is chosen first, by index; what else is shown is looked up for its rows alone.
function complaintsSql(owner: 'case_id' | 'account_id', condition: string, isBackwards: boolean): string {
  const way = isBackwards ? 'ASC' : 'DESC';
  return `SELECT p.*, r.raw_message_id AS "rawMessageId", r.trust, r.format, r.feedback_type AS "feedbackType", r.category,
      coalesce(l.name, r.extensions->'reporter'->>'label', r.reporter_key) AS "reporterLabel",
      t.rung, t.verdict
    FROM (
      SELECT row_number() OVER ()::int AS rank, c.* FROM (
        SELECT c.report_id AS "reportId", c.received_at AS "receivedAt", c.reporter_key AS "reporterKey", c.complainant,
          c.kind, c.standing, c.value, c.lines, c.subject,
          to_char(c.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || c.report_id AS key
        FROM complaint c WHERE c.${owner} = $1::int ${condition}
        ORDER BY c.received_at ${way}, c.report_id ${way} LIMIT $2::int) c) p
    JOIN report r ON r.id = p."reportId"
    LEFT JOIN feedback_loop l ON l.id = r.feedback_loop_id
    LEFT JOIN attribution t ON t.report_id = p."reportId"`;
}

/** One page of the complaints of a case or an account, newest first. Keys come from an earlier page. */
export async function listComplaints(
  owner: { caseId: number } | { accountId: number },
  key: ComplaintKey,
  pageSize = complaintPageSize,
): Promise<ComplaintPage> {
  const [column, id] =
    'caseId' in owner ? (['case_id', owner.caseId] as const) : (['account_id', owner.accountId] as const);
  const isBackwards = key.before !== null;
  const from = readComplaintKey(key.before ?? key.after ?? '');
  const values: (string | number)[] = [id, pageSize + 1, ...(from ?? [])];
  const condition =
    from === null
      ? ''
      : `AND (c.received_at, c.report_id) ${isBackwards ? '>' : '<'} ($3::text::timestamptz, $4::bigint)`;
  const found = await sql().unsafe<(ComplaintRow & { rank: number; key: string })[]>(
    complaintsSql(column, condition, isBackwards),
    values,
  );
  const raw = [...found].sort((a, b) => a.rank - b.rank);
  const hasMore = raw.length > pageSize;
  const shown = raw.slice(0, pageSize);
  if (isBackwards) shown.reverse();
  return {
    rows: shown,
    before: (isBackwards ? hasMore : from !== null) ? (shown[0]?.key ?? null) : null,
    after: isBackwards || hasMore ? (shown.at(-1)?.key ?? null) : null,
  };
}

/** Every field of a report, as `build-report` kept them. */
export interface ReportDetail {
  id: number;
  rawMessageId: number;
  /** Its place among the reports of its mail, from 0. */
  ordinal: number;
  /** The reports of its mail in their order, itself included; the first `siblingLinks`. */
  siblings: { id: number; ordinal: number }[];
  /** All reports of its mail. */
  siblingCount: number;
  format: string;
  feedbackType: string;
  /** XARF's `category/type`. */
  category: string | null;
  kind: ComplaintKind;
  reporterKey: string;
  feedbackLoop: string | null;
  trust: Trust;
  trustFactor: number;
  complainant: string | null;
  receivedAt: Date;
  mailDate: Date | null;
  sourceIp: string | null;
  sourcePort: number | null;
  arrivalDate: Date | null;
  originalMailFrom: string | null;
  originalRcptTo: string[];
  originalEnvelopeId: string | null;
  reportedDomain: string[];
  reportedUri: string[];
  incidents: number;
  userAgent: string | null;
  version: string | null;
  messageId: string | null;
  queueId: string | null;
  subject: string | null;
  headerFrom: string | null;
  extensions: ReportExtensions;
  notes: string[];
  /** Fields whose values the reporter did not state: they were read off the reported mail. */
  derived: string[];
  /** The report in the shape of XARF 4. */
  xarf: Record<string, unknown> | null;
  attribution: AttributionDetail | null;
  /** The account that a person set for this report. */
  correction: CorrectionDetail | null;
  complaint: {
    accountId: number;
    caseNumber: string | null;
    value: number;
    standing: Standing;
    lines: ScoreLine[];
  } | null;
}

export interface ReportExtensions {
  /** Registered fields without a column of their own. */
  fields?: Record<string, unknown>;
  /** Fields that no specification registers, with all their values. */
  unknownFields?: Record<string, string[]>;
  reporter?: { label?: string; alignedDomain?: string | null; evidence?: ReporterEvidence[] };
}

export interface CorrectionDetail {
  accountLogin: string;
  reason: string;
  /** Name of who said so; null where they are gone. */
  by: string | null;
  at: Date;
}

export interface AttributionDetail {
  rung: RungName;
  verdict: AttributionVerdict;
  factor: number;
  evidence: EvidenceLine[];
  account: { id: number; login: string } | null;
}

/** The report with this id; null where there is none, and where its mail is one that nobody may see. */
export async function getReport(id: number): Promise<ReportDetail | null> {
  const [row] = await sql()<ReportDetail[]>`
    SELECT r.id, r.raw_message_id AS "rawMessageId", r.ordinal, r.format, r.category, coalesce(r.derived, '{}') AS derived, r.xarf,
      (SELECT json_agg(json_build_object('id', s.id, 'ordinal', s.ordinal) ORDER BY s.ordinal) FROM
        (SELECT o.id, o.ordinal FROM report o WHERE o.raw_message_id = r.raw_message_id ORDER BY o.ordinal
         LIMIT ${siblingLinks}) s) AS siblings,
      (SELECT count(*)::int FROM report o WHERE o.raw_message_id = r.raw_message_id) AS "siblingCount", r.feedback_type AS "feedbackType", r.kind,
      r.reporter_key AS "reporterKey", l.name AS "feedbackLoop", r.trust, r.trust_factor AS "trustFactor", r.complainant,
      r.received_at AS "receivedAt", r.mail_date AS "mailDate", host(r.source_ip) AS "sourceIp",
      r.source_port AS "sourcePort", r.arrival_date AS "arrivalDate", r.original_mail_from AS "originalMailFrom",
      coalesce(r.original_rcpt_to, '{}') AS "originalRcptTo", r.original_envelope_id AS "originalEnvelopeId",
      coalesce(r.reported_domain, '{}') AS "reportedDomain", coalesce(r.reported_uri, '{}') AS "reportedUri", r.incidents,
      r.user_agent AS "userAgent", r.version, r.message_id AS "messageId", r.queue_id AS "queueId", r.subject,
      r.header_from AS "headerFrom", r.extensions, coalesce(r.notes, '{}') AS notes,
      CASE WHEN t.report_id IS NOT NULL THEN json_build_object('rung', t.rung, 'verdict', t.verdict, 'factor', t.factor,
        'evidence', t.evidence,
        'account', CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'login', a.login) END) END AS attribution,
      (SELECT json_build_object('accountLogin', k->>'accountLogin', 'reason', k->>'reason', 'at', k->>'at',
          'by', (SELECT u.name FROM app_user u WHERE u.id = (k->>'userId')::int))
        FROM jsonb_array_elements(m.judgement->'corrections') k
        WHERE (k->>'ordinal')::int = r.ordinal) AS correction,
      CASE WHEN c.report_id IS NOT NULL THEN json_build_object('accountId', c.account_id, 'caseNumber', k.number,
        'value', c.value, 'standing', c.standing, 'lines', c.lines) END AS complaint
    FROM report r
    JOIN raw_message m ON m.id = r.raw_message_id AND m.state <> 'restricted'
    LEFT JOIN feedback_loop l ON l.id = r.feedback_loop_id
    LEFT JOIN attribution t ON t.report_id = r.id
    LEFT JOIN account a ON a.id = t.account_id
    LEFT JOIN complaint c ON c.report_id = r.id
    LEFT JOIN "case" k ON k.id = c.case_id
    WHERE r.id = ${id}`;
  if (row === undefined) return null;
  const { correction } = row;
  return { ...row, correction: correction && { ...correction, at: new Date(correction.at) } };
}
