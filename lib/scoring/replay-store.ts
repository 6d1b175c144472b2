// Reads for replays: accounts with complaints of a time, and everything their runs follow from, a few accounts at a time.

import type { Sql } from '@/lib/db/sql';
import type { ReplayAccount, ReplayComplaint, ReplayDecision } from './replay/types';
import { isUnauthenticatedKey } from './rows';
import { logReachRow } from './signals/facts-store';
import type { LogFacts } from './signals/types';

/** Of an account with more complaints than this in the time, the latest: it stands in the highest stage by any of them. */
export const accountComplaints = 20_000;
/** Accounts, and complaints, that are in memory at a time. */
const chunkAccounts = 200;
const chunkComplaints = 20_000;

const dayMs = 86_400_000;

/** How many accounts have complaints since then. */
export async function countReplayAccounts(sql: Sql, since: Date): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM account WHERE last_complaint_at > ${since}`;
  return row?.n ?? 0;
}

/** The next accounts with complaints since then, by number, as many as fit; none at the end. */
export async function nextReplayAccounts(sql: Sql, since: Date, after: number): Promise<number[]> {
  const rows = await sql<{ id: number; complaints: number }[]>`
    SELECT id, least(complaints, ${accountComplaints}) AS complaints FROM account
    WHERE last_complaint_at > ${since} AND id > ${after} ORDER BY id LIMIT ${chunkAccounts}`;
  const ids: number[] = [];
  let complaints = 0;
  for (const row of rows) {
    complaints += row.complaints;
    if (ids.length > 0 && complaints > chunkComplaints) break;
    ids.push(row.id);
  }
  return ids;
}

type AccountRow = Omit<ReplayAccount, 'ownIncidents' | 'otherIncidents' | 'decisions' | 'complaints'>;

/** These accounts with their complaints since then, in the order of their numbers. */
export async function loadReplayAccounts(sql: Sql, ids: number[], since: Date): Promise<ReplayAccount[]> {
  const [accounts, complaints] = await Promise.all([
    loadAccounts(sql, ids),
    loadReplayComplaints(sql, ids, since),
  ]);
  return withHistory(
    sql,
    accounts.map((account) => ({ ...account, complaints: complaints.get(account.accountId) ?? [] })),
  );
}

/** Accounts that exist among these names, for complaints that were never filed. */
export async function findReplayAccounts(
  sql: Sql,
  names: { kind: string; login: string }[],
): Promise<AccountRow[]> {
  const rows = await sql<{ id: number }[]>`
    SELECT a.id FROM unnest(${names.map((n) => n.kind)}::account_kind[], ${names.map((n) => n.login)}::text[]) AS n (kind, login)
    JOIN account a ON a.kind = n.kind AND a.login = n.login`;
  return loadAccounts(
    sql,
    rows.map((row) => row.id),
  );
}

interface RawAccount extends Omit<AccountRow, 'rate' | 'log'> {
  rateComplaints: number | null;
  rateDelivered: number | null;
  rateFrom: Date | null;
  rateTo: Date | null;
  logTo: string | null;
  unseenHosts: number;
  facts: LogFacts | null;
}

async function loadAccounts(sql: Sql, ids: number[]): Promise<AccountRow[]> {
  const rows = await sql<RawAccount[]>`
    SELECT a.id AS "accountId", a.login, a.kind, a.customer_id AS "customerId",
      coalesce(c.declared_bulk_sender, false) AS "declaredBulk",
      coalesce(a.provider_created_at, c.customer_since) AS since, r.complaints AS "rateComplaints",
      r.delivered AS "rateDelivered", r.from_at AS "rateFrom", r.to_at AS "rateTo",
      CASE WHEN a.kind <> 'connection' THEN s.to END AS "logTo", coalesce(s.unseen, 0) AS "unseenHosts",
      f.facts
    FROM account a LEFT JOIN customer c ON c.id = a.customer_id
    LEFT JOIN account_rate r ON r.account_id = a.id
    LEFT JOIN account_log_facts f ON f.kind = a.kind AND f.login = a.login
    LEFT JOIN ${logReachRow(sql)} ON true
    WHERE a.id = ANY(${ids}::int[]) ORDER BY a.id`;
  return rows.map(toAccount);
}

function toAccount(row: RawAccount): AccountRow {
  const { rateComplaints, rateDelivered, rateFrom, rateTo, logTo, unseenHosts, facts, ...account } = row;
  const isRated = rateDelivered !== null && rateFrom !== null && rateTo !== null;
  const days = isRated ? (rateTo.getTime() - rateFrom.getTime()) / dayMs : 0;
  const logFrom = new Date(facts?.from ?? Date.parse(logTo ?? '') - dayMs);
  return {
    ...account,
    rate: isRated
      ? { measured: { complaints: rateComplaints ?? 0, delivered: rateDelivered, days }, from: rateFrom }
      : null,
    log: logTo === null ? null : { known: { to: logTo, facts, unseenHosts }, from: logFrom },
  };
}

async function loadReplayComplaints(
  sql: Sql,
  ids: number[],
  since: Date,
): Promise<Map<number, ReplayComplaint[]>> {
  const rows = await sql<(Omit<ReplayComplaint, 'unauthenticated'> & { accountId: number })[]>`
    SELECT c.account_id AS "accountId", c.report_id AS "reportId", c.reporter_key AS "reporterKey", c.complainant,
      c.received_at AS "receivedAt", c.kind, r.trust, coalesce(l.factor, 1) AS "loopFactor", a.rung,
      c.attribution_factor AS "attributionFactor", r.mail_date AS "mailDate", r.incidents
    FROM unnest(${ids}::int[]) AS i (id)
    CROSS JOIN LATERAL (
      SELECT * FROM complaint WHERE account_id = i.id AND received_at > ${since}
      ORDER BY received_at DESC, report_id DESC LIMIT ${accountComplaints}) c
    JOIN report r ON r.id = c.report_id JOIN attribution a ON a.report_id = c.report_id
    LEFT JOIN feedback_loop l ON l.id = r.feedback_loop_id
    ORDER BY c.account_id, c.received_at, c.report_id`;
  const complaints = new Map<number, ReplayComplaint[]>();
  for (const { accountId, ...row } of rows) {
    const complaint = { ...row, unauthenticated: isUnauthenticatedKey(row.reporterKey) };
    const own = complaints.get(accountId);
    if (own) own.push(complaint);
    else complaints.set(accountId, [complaint]);
  }
  return complaints;
}

interface Incident {
  accountId: number;
  customerId: number | null;
  at: Date;
}

type WithoutHistory = AccountRow & Pick<ReplayAccount, 'complaints'>;

/** Adds what people decided: ends of cases, and incidents of the accounts and of their customers' other ones. */
export async function withHistory(sql: Sql, accounts: WithoutHistory[]): Promise<ReplayAccount[]> {
  const ids = accounts.map((account) => account.accountId);
  const customers = accounts.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]));
  const incidents = await sql<Incident[]>`
    SELECT i.account_id AS "accountId", a.customer_id AS "customerId", i.closed_at AS at
    FROM "case" i JOIN account a ON a.id = i.account_id
    WHERE i.is_incident AND i.closed_at IS NOT NULL
      AND (i.account_id = ANY(${ids}::int[]) OR a.customer_id = ANY(${customers}::int[]))`;
  const decisions = await sql<(ReplayDecision & { accountId: number })[]>`
    SELECT c.account_id AS "accountId", e.at, CASE e.kind WHEN 'reopened' THEN 'reopened' ELSE 'ended' END AS kind
    FROM "case" c JOIN case_event e ON e.case_id = c.id AND e.kind IN ('closed', 'dismissed', 'reopened')
    WHERE c.account_id = ANY(${ids}::int[]) ORDER BY e.id`;
  return accounts.map((account) => ({
    ...account,
    ownIncidents: incidents.filter((i) => i.accountId === account.accountId).map((i) => i.at),
    otherIncidents: incidents
      .filter((i) => i.customerId !== null && i.customerId === account.customerId)
      .filter((i) => i.accountId !== account.accountId)
      .map((i) => i.at),
    decisions: decisions.filter((d) => d.accountId === account.accountId),
  }));
}

/** The highest stage that the accounts' cases reached which were open at some time since then; null without a case. */
export async function loadKeptPeaks(sql: Sql, ids: number[], since: Date): Promise<Map<number, number>> {
  const rows = await sql<{ accountId: number; peak: number }[]>`
    SELECT account_id AS "accountId", max(peak_stage) AS peak FROM "case"
    WHERE account_id = ANY(${ids}::int[]) AND (closed_at IS NULL OR closed_at >= ${since}) GROUP BY 1`;
  return new Map(rows.map((row) => [row.accountId, row.peak]));
}
