// What one case's page shows: the case with its account and customer, who complained how often, what happened before,
// and its history.

import type { AccountKind } from '@/lib/attribution/types';
import { sql } from '@/lib/db/sql';
import type { ScoreLine } from '@/lib/scoring/types';
import type { CaseEvent, CaseState, CloseOutcome, DismissReason } from './types';

export interface CaseDetail {
  id: number;
  number: string;
  state: CaseState;
  version: number;
  /** Ranks, 0 to 4. */
  stage: number;
  peakStage: number;
  score: number;
  initialScore: number;
  initialLines: ScoreLine[];
  openedAt: Date;
  /** Opened by our own log, without a complaint. */
  ownDetection: boolean;
  /** It has complaints, and of the latest 500 no log confirms a single one: they only name the account. */
  isUnconfirmed: boolean;
  closedAt: Date | null;
  outcome: CloseOutcome | DismissReason | null;
  outcomeReason: string | null;
  isIncident: boolean;
  watchUntil: Date | null;
  complaints: number;
  complainants: number;
  reporters: number;
  traps: number;
  firstSeenAt: Date | null;
  lastSeenAt: Date | null;
  assignee: { id: number; name: string } | null;
  account: {
    id: number;
    login: string;
    kind: AccountKind;
    score: number;
    stage: number;
    scoredAt: Date | null;
    scoreLines: ScoreLine[];
    baseline: number | null;
    baselineAt: Date | null;
    incidents: number;
  };
  customer: {
    id: number;
    number: string;
    name: string;
    contract: string | null;
    askFirst: boolean;
    declaredBulkSender: boolean;
  } | null;
  /** Something is in force on the account, or nobody knows yet that it is not. */
  measuresInForce: boolean;
  /** Mail of the account is on hold that nobody has decided about. */
  heldMail: boolean;
  /** Number of the account's open case where that is another one. */
  otherOpen: string | null;
}

/** The case with this number (`AD-2026-0042`); null where there is none. */
export async function getCase(number: string): Promise<CaseDetail | null> {
  const [row] = await sql()<CaseDetail[]>`
    SELECT c.id, c.number, c.state, c.version, c.stage, c.peak_stage AS "peakStage", c.score,
      c.initial_score AS "initialScore", c.initial_lines AS "initialLines", c.opened_at AS "openedAt",
      c.own_detection AS "ownDetection", c.closed_at AS "closedAt", c.outcome, c.outcome_reason AS "outcomeReason", c.is_incident AS "isIncident",
      c.watch_until AS "watchUntil", c.complaints, c.complainants, c.reporters, c.traps, c.first_seen_at AS "firstSeenAt",
      c.last_seen_at AS "lastSeenAt",
      CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS assignee,
      json_build_object('id', a.id, 'login', a.login, 'kind', a.kind, 'score', a.score, 'stage', a.stage,
        'scoredAt', a.scored_at, 'scoreLines', a.score_lines, 'baseline', a.baseline, 'baselineAt', a.baseline_at,
        'incidents', a.incidents) AS account,
      CASE WHEN k.id IS NOT NULL THEN json_build_object('id', k.id, 'number', k.number, 'name', k.name,
        'contract', k.contract, 'askFirst', k.ask_first, 'declaredBulkSender', k.declared_bulk_sender) END AS customer,
      c.complaints > 0 AND NOT EXISTS (
        SELECT FROM (
          SELECT report_id FROM complaint WHERE case_id = c.id ORDER BY received_at DESC, report_id DESC LIMIT 500) n
        JOIN attribution t ON t.report_id = n.report_id
        WHERE t.verdict IN ('sent-by-account', 'sent-by-web-script', 'sent-by-connection')) AS "isUnconfirmed",
      EXISTS (SELECT FROM measure m WHERE m.account_id = c.account_id AND m.ended_at IS NULL) AS "measuresInForce",
      EXISTS (SELECT FROM queued_mail q WHERE q.account_id = c.account_id
        AND (q.order_id IS NOT NULL OR (q.place = 'hold' AND q.hands_off IS NULL))) AS "heldMail",
      (SELECT o.number FROM "case" o WHERE o.account_id = c.account_id AND o.is_open AND o.id <> c.id) AS "otherOpen"
    FROM "case" c
    JOIN account a ON a.id = c.account_id
    LEFT JOIN customer k ON k.id = a.customer_id
    LEFT JOIN app_user u ON u.id = c.assignee_id
    WHERE c.number = ${number}`;
  return row === undefined ? null : { ...row, account: withDates(row.account) };
}

// JSON carries times as text.
function withDates(account: CaseDetail['account']): CaseDetail['account'] {
  const date = (value: Date | string | null) => (value === null ? null : new Date(value));
  return { ...account, scoredAt: date(account.scoredAt), baselineAt: date(account.baselineAt) };
}

export interface ReporterCount {
  reporterKey: string;
  label: string;
  complaints: number;
  complainants: number;
}

/** Who complained how often, most first; at most `limit` reporters. */
export async function listCaseReporters(caseId: number, limit = 50): Promise<ReporterCount[]> {
  const rows = await sql()<ReporterCount[]>`
    SELECT r.reporter_key AS "reporterKey", coalesce(l.name, r.reporter_key) AS label, r.complaints,
      (SELECT count(*)::int FROM case_complainant p WHERE p.case_id = r.case_id AND p.reporter_key = r.reporter_key) AS complainants
    FROM case_reporter r
    LEFT JOIN feedback_loop l ON r.reporter_key = 'loop:' || l.id
    WHERE r.case_id = ${caseId} ORDER BY r.complaints DESC, r.reporter_key LIMIT ${limit}`;
  return [...rows];
}

export interface SubjectCount {
  subject: string;
  complaints: number;
  lastAt: Date;
}

/** The subject lines of the latest 1,000 complaints, most frequent first; at most `limit`. */
export async function listCaseSubjects(caseId: number, limit = 10): Promise<SubjectCount[]> {
  const rows = await sql()<SubjectCount[]>`
    SELECT subject, count(*)::int AS complaints, max(received_at) AS "lastAt" FROM (
      SELECT subject, received_at FROM complaint WHERE case_id = ${caseId}
      ORDER BY received_at DESC, report_id DESC LIMIT 1000) c
    WHERE subject IS NOT NULL GROUP BY subject ORDER BY complaints DESC, "lastAt" DESC LIMIT ${limit}`;
  return [...rows];
}

export interface EarlierCase {
  number: string;
  login: string;
  state: CaseState;
  peakStage: number;
  outcome: CloseOutcome | DismissReason | null;
  isIncident: boolean;
  openedAt: Date;
  closedAt: Date | null;
}

const earlierColumns = `c.number, a.login, c.state, c.peak_stage AS "peakStage", c.outcome, c.is_incident AS "isIncident",
  c.opened_at AS "openedAt", c.closed_at AS "closedAt"`;

/** The account's other cases, newest first. */
export async function listAccountCases(accountId: number, exceptId = 0, limit = 50): Promise<EarlierCase[]> {
  const rows = await sql().unsafe<EarlierCase[]>(
    `SELECT ${earlierColumns} FROM "case" c JOIN account a ON a.id = c.account_id
     WHERE c.account_id = $1 AND c.id <> $2 ORDER BY c.opened_at DESC LIMIT $3`,
    [accountId, exceptId, limit],
  );
  return [...rows];
}

/** Confirmed incidents of the customer's other accounts, newest first. */
export async function listCustomerIncidents(
  customerId: number,
  exceptAccountId: number,
  limit = 20,
): Promise<EarlierCase[]> {
  const rows = await sql().unsafe<EarlierCase[]>(
    `SELECT ${earlierColumns} FROM account a JOIN "case" c ON c.account_id = a.id AND c.is_incident
     WHERE a.customer_id = $1 AND a.incidents > 0 AND a.id <> $2 ORDER BY c.closed_at DESC LIMIT $3`,
    [customerId, exceptAccountId, limit],
  );
  return [...rows];
}

export type CaseEventRow = { id: number; at: Date; by: string | null } & CaseEvent;

/** The history, newest first, `before` an event's id; at most `limit`. */
export async function listCaseEvents(
  caseId: number,
  before: number | null,
  limit = 50,
): Promise<CaseEventRow[]> {
  const rows = await sql()<CaseEventRow[]>`
    SELECT e.id, e.at, u.name AS by, e.kind, e.detail FROM case_event e LEFT JOIN app_user u ON u.id = e.user_id
    WHERE e.case_id = ${caseId} AND (${before}::bigint IS NULL OR e.id < ${before}::bigint)
    ORDER BY e.id DESC LIMIT ${limit}`;
  return [...rows];
}
