// What screens and workers read of passing on.

import { sql, type Sql, type Tx } from '@/lib/db/sql';
import type { MailState } from '@/lib/outgoing/types';
import type { HoldReason, KeptReport, Recipient } from './types';

const recipientColumns = `p.id, json_build_object('number', c.number, 'name', c.name) AS customer, p.to_address AS "to", p.form,
  p.rhythm, p.level, p.language, p.is_active AS "isActive", p.suspended_at AS "suspendedAt",
  p.suspended_for AS "suspendedFor", p.changed_at AS "changedAt"`;

export type RecipientRow = Recipient & {
  changedAt: Date;
  /** Complaints that wait, and that were written within a week; `countCap` where there are as many or more. */
  pending: number;
  written: number;
};
export const countCap = 1_000;

/** One page of recipients by the name of their customer; `after`: the last recipient of the page before. */
export async function listRecipients(
  now: Date,
  after: number | null,
  limit: number,
): Promise<RecipientRow[]> {
  const rows = await sql().unsafe<RecipientRow[]>(
    `SELECT ${recipientColumns},
       (SELECT count(*)::int FROM (SELECT FROM passed_report d WHERE d.recipient_id = p.id AND d.state = 'pending' LIMIT ${countCap}) w) AS pending,
       (SELECT count(*)::int FROM (SELECT FROM passed_report d WHERE d.recipient_id = p.id AND d.state = 'queued'
         AND d.at > $1::timestamptz - interval '7 days' LIMIT ${countCap}) w) AS written
     FROM (SELECT p.id FROM pass_on_recipient p JOIN customer c ON c.id = p.customer_id
       ${after === null ? '' : `WHERE (lower(c.name), p.id) > (SELECT lower(k.name), q.id FROM pass_on_recipient q JOIN customer k ON k.id = q.customer_id WHERE q.id = $3::int)`}
       ORDER BY lower(c.name), p.id LIMIT $2::int) shown
     JOIN pass_on_recipient p ON p.id = shown.id JOIN customer c ON c.id = p.customer_id ORDER BY lower(c.name), p.id`,
    [now, limit, ...(after === null ? [] : [after])],
  );
  return [...rows];
}

/** One recipient; null where there is none. */
export async function findRecipient(
  db: Sql | Tx,
  id: number,
): Promise<(Recipient & { changedAt: Date }) | null> {
  const [row] = await db.unsafe<(Recipient & { changedAt: Date })[]>(
    `SELECT ${recipientColumns} FROM pass_on_recipient p JOIN customer c ON c.id = p.customer_id WHERE p.id = $1::int`,
    [id],
  );
  return row ?? null;
}

/** The same for screens. */
export function getRecipient(id: number): ReturnType<typeof findRecipient> {
  return findRecipient(sql(), id);
}

/** Recipients for whom something waits and may go; digests only on a `day`, and once on it. */
export async function recipientsWithWork(db: Sql, day: string | null): Promise<number[]> {
  const rows = await db<{ id: number }[]>`
    SELECT p.id FROM pass_on_recipient p
    WHERE p.is_active AND p.suspended_at IS NULL
      AND (p.rhythm = 'at-once' OR (${day}::date IS NOT NULL AND coalesce(p.digest_on < ${day}::date, true)))
      AND EXISTS (SELECT FROM passed_report d WHERE d.recipient_id = p.id AND d.state = 'pending') ORDER BY p.id`;
  return rows.map(({ id }) => id);
}

/** Mails to this recipient since then, at most `cap`. */
export async function countMailsTo(
  db: Sql | Tx,
  recipientId: number,
  since: Date,
  cap: number,
): Promise<number> {
  const [row] = await db<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT created_at FROM outgoing_mail
      WHERE related_kind = 'pass-on-recipient' AND related_id = ${recipientId} ORDER BY id DESC LIMIT ${cap}) o
    WHERE o.created_at >= ${since}`;
  return row?.count ?? 0;
}

/** Reports that people passed on to this contact since then. */
export async function countForeignTo(db: Sql | Tx, to: string, since: Date): Promise<number> {
  const [row] = await db<{ count: number }[]>`
    SELECT count(*)::int AS count FROM passed_report WHERE to_address = ${to} AND recipient_id IS NULL AND at >= ${since}`;
  return row?.count ?? 0;
}

export interface StoredReport extends KeptReport {
  reportId: number;
  receivedAt: Date;
  /** What it is for scoring: `user`, `trap`, `automatic` … */
  kind: string;
  /** Whether the reporter's terms let it go on. */
  discloses: boolean;
  isRestricted: boolean;
  /** Who sent the report to us: never told, and never written to. */
  reporterFrom: string | null;
  account: string | null;
  verdict: string | null;
}

/** One report as it is kept; null where there is none (any more). */
export async function loadReport(
  db: Sql | Tx,
  rawMessageId: number,
  ordinal: number,
): Promise<StoredReport | null> {
  const [row] = await db<StoredReport[]>`
    SELECT r.id AS "reportId", r.feedback_type AS "feedbackType", host(r.source_ip) AS "sourceIp", r.source_port AS "sourcePort",
      r.arrival_date AS "arrivalDate", r.original_mail_from AS "originalMailFrom", coalesce(r.original_rcpt_to, '{}') AS "originalRcptTo",
      coalesce(r.reported_domain, '{}') AS "reportedDomain", coalesce(r.reported_uri, '{}') AS "reportedUri", r.incidents, r.complainant,
      r.message_id AS "messageId", r.subject, r.header_from AS "headerFrom", r.mail_date AS "mailDate",
      r.received_at AS "receivedAt", r.kind, coalesce(l.discloses, true) AS discloses, m.state = 'restricted' AS "isRestricted",
      m.from_text AS "reporterFrom", a.login AS account, t.verdict
    FROM report r JOIN raw_message m ON m.id = r.raw_message_id
    LEFT JOIN feedback_loop l ON l.id = r.feedback_loop_id
    LEFT JOIN attribution t ON t.report_id = r.id LEFT JOIN account a ON a.id = t.account_id
    WHERE r.raw_message_id = ${rawMessageId} AND r.ordinal = ${ordinal}`;
  return row ?? null;
}

export interface PassedRow {
  id: number;
  mailId: number;
  ordinal: number;
  state: 'pending' | 'queued' | 'held';
  reason: HoldReason | null;
  to: string | null;
  source: string | null;
  recipient: { id: number; name: string } | null;
  account: string | null;
  subject: string | null;
  at: Date;
  /** Who passed it on. */
  by: string | null;
  outgoing: { id: number; state: MailState } | null;
  /** Answers and bounces that came back. */
  replies: number;
}

const passedSelect = `SELECT d.id, d.raw_message_id AS "mailId", d.ordinal, d.state, d.reason, d.to_address AS "to",
    d.contact_source AS source, CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', c.name) END AS recipient,
    a.login AS account, CASE WHEN m.state <> 'restricted' THEN r.subject END AS subject, d.at, u.name AS by,
    CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'state', o.state) END AS outgoing,
    (SELECT count(*)::int FROM reply y WHERE y.outgoing_mail_id = o.id) AS replies
  FROM passed_report d
  JOIN raw_message m ON m.id = d.raw_message_id
  LEFT JOIN pass_on_recipient p ON p.id = d.recipient_id LEFT JOIN customer c ON c.id = p.customer_id
  LEFT JOIN report r ON r.raw_message_id = d.raw_message_id AND r.ordinal = d.ordinal
  LEFT JOIN attribution t ON t.report_id = r.id LEFT JOIN account a ON a.id = t.account_id
  LEFT JOIN outgoing_mail o ON o.id = d.outgoing_mail_id
  LEFT JOIN app_user u ON u.id = d.user_id`;

/** One page of what was passed on, newest first; `before`: the last id of the page before. */
export async function listPassed(
  { recipientId }: { recipientId: number | null },
  before: number | null,
  limit: number,
): Promise<PassedRow[]> {
  const rows = await sql().unsafe<PassedRow[]>(
    // A statement of its own for each: one for all would be planned for the worst.
    `${passedSelect} WHERE d.id < $1::bigint ${recipientId === null ? '' : 'AND d.recipient_id = $3::int'}
     ORDER BY d.id DESC LIMIT $2::int`,
    [before ?? Number.MAX_SAFE_INTEGER, limit, ...(recipientId === null ? [] : [recipientId])],
  );
  return [...rows];
}

/** The reports in one mail. */
export async function listPassedIn(mailId: number): Promise<PassedRow[]> {
  const rows = await sql().unsafe<PassedRow[]>(
    `${passedSelect} WHERE d.outgoing_mail_id = $1::bigint ORDER BY d.id LIMIT 100`,
    [mailId],
  );
  return [...rows];
}

/** Whether this report went to a stranger's contact already, and where. */
export async function findForeign(
  db: Sql | Tx,
  rawMessageId: number,
  ordinal: number,
): Promise<{ to: string; source: string; at: Date; by: string; mailId: number | null } | null> {
  const [row] = await db<{ to: string; source: string; at: Date; by: string; mailId: number | null }[]>`
    SELECT d.to_address AS "to", d.contact_source AS source, d.at, u.name AS by, d.outgoing_mail_id AS "mailId"
    FROM passed_report d JOIN app_user u ON u.id = d.user_id
    WHERE d.raw_message_id = ${rawMessageId} AND d.ordinal = ${ordinal} AND d.recipient_id IS NULL`;
  return row ?? null;
}
