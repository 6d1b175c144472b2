// What the account screens show: the directory of accounts, and one account with its customer, its curve of
// thirty days, its reporters and its neighbours at the same customer.

import type { AccountKind } from '@/lib/attribution/types';
import { sql } from '@/lib/db/sql';
import type { ScoreLine } from '@/lib/scoring/types';
import type { AccountListView, AccountTab } from './list-parameters';

export const accountPageSize = 50;

export interface AccountRow {
  id: number;
  login: string;
  kind: AccountKind;
  stage: number;
  score: number;
  complaints: number;
  incidents: number;
  lastComplaintAt: Date | null;
  customer: { number: string; name: string } | null;
  openCase: string | null;
}

export interface AccountPage {
  rows: AccountRow[];
  after: string | null;
  before: string | null;
}

/** `%text%` for LIKE, with the text's own wildcards taken literally. */
function containing(text: string): string {
  return `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
}

interface ListOrder {
  /** Columns of the page key, with the type of each. */
  columns: [name: string, type: string][];
  /** Towards the end of the list. */
  way: 'ASC' | 'DESC';
  /** The page key of a row, as text for the address. */
  key: string;
  where: string;
}

// No index holds scores: it would have to be rewritten with every complaint. The directory goes by the unique key; what
// is noteworthy by a partial index on the stage, which seldom changes, sorted within a stage.
const orders: Record<AccountTab, ListOrder> = {
  noteworthy: {
    columns: [
      ['stage', 'smallint'],
      ['score', 'float8'],
      ['id', 'int'],
    ],
    way: 'DESC',
    key: "p.stage || '~' || p.score || '~' || p.id",
    where: 'a.stage > 0',
  },
  all: {
    columns: [
      ['kind', 'account_kind'],
      ['login', 'text'],
    ],
    way: 'ASC',
    key: "p.kind || '~' || p.login",
    where: 'true',
  },
};

function pageSql(view: AccountListView, limit: number): { text: string; values: (string | number)[] } {
  const { columns, way, where } = orders[view.tab];
  const values: (string | number)[] = [];
  const conditions = [where];
  if (view.search !== null) conditions.push(`a.login LIKE $${values.push(containing(view.search))}::text`);
  const isForward = (way === 'ASC') === (view.before === null);
  const key = view.before ?? view.after;
  if (key !== null) {
    const names = columns.map(([name]) => `a.${name}`).join(', ');
    const places = columns.map(([, type], i) => `$${values.push(key[i] ?? '')}::${type}`).join(', ');
    conditions.push(`(${names}) ${isForward ? '>' : '<'} (${places})`);
  }
  const order = columns.map(([name]) => `a.${name} ${isForward ? 'ASC' : 'DESC'}`).join(', ');
  const text = `SELECT row_number() OVER ()::int AS rank, a.* FROM (
      SELECT a.id, a.login, a.kind, a.stage, a.score, a.complaints, a.incidents, a.last_complaint_at, a.customer_id
      FROM account a WHERE ${conditions.join(' AND ')}
      ORDER BY ${order} LIMIT $${values.push(limit)}::int) a`;
  return { text, values };
}

/** One page of the view's accounts; `search` looks in the login. */
export async function listAccounts(view: AccountListView, pageSize = accountPageSize): Promise<AccountPage> {
  const page = pageSql(view, pageSize + 1);
  const found = await sql().unsafe<(AccountRow & { rank: number; key: string })[]>(
    `SELECT p.rank, p.id, p.login, p.kind, p.stage, p.score, p.complaints, p.incidents,
       p.last_complaint_at AS "lastComplaintAt", ${orders[view.tab].key} AS key,
       CASE WHEN k.id IS NOT NULL THEN json_build_object('number', k.number, 'name', k.name) END AS customer,
       (SELECT c.number FROM "case" c WHERE c.account_id = p.id AND c.is_open) AS "openCase"
     FROM (${page.text}) p LEFT JOIN customer k ON k.id = p.customer_id`,
    page.values,
  );
  const raw = [...found].sort((a, b) => a.rank - b.rank);
  const isBackwards = view.before !== null;
  const hasMore = raw.length > pageSize;
  const rows = raw.slice(0, pageSize);
  if (isBackwards) rows.reverse();
  return {
    rows,
    before: (isBackwards ? hasMore : view.after !== null) ? (rows[0]?.key ?? null) : null,
    after: isBackwards || hasMore ? (rows.at(-1)?.key ?? null) : null,
  };
}

export interface AccountDetail {
  id: number;
  login: string;
  kind: AccountKind;
  domain: string | null;
  score: number;
  complaintScore: number;
  stage: number;
  stageSince: Date;
  scoredAt: Date | null;
  scoreLines: ScoreLine[];
  baseline: number | null;
  baselineAt: Date | null;
  complaints: number;
  firstComplaintAt: Date | null;
  lastComplaintAt: Date | null;
  incidents: number;
  customerId: number | null;
}

/** The account with this id; null where there is none. */
export async function getAccount(id: number): Promise<AccountDetail | null> {
  const [row] = await sql()<AccountDetail[]>`
    SELECT a.id, a.login, a.kind, a.domain, a.score, a.complaint_score AS "complaintScore", a.stage,
      a.stage_since AS "stageSince", a.scored_at AS "scoredAt", a.score_lines AS "scoreLines", a.baseline,
      a.baseline_at AS "baselineAt", a.complaints, a.first_complaint_at AS "firstComplaintAt",
      a.last_complaint_at AS "lastComplaintAt", a.incidents,
      a.customer_id AS "customerId"
    FROM account a
    WHERE a.id = ${id}`;
  return row ?? null;
}

/** Complaints per day of the last `days` times 24 hours, oldest first; the last one ends now. */
export async function complaintsByDay(accountId: number, now: Date, days = 30): Promise<number[]> {
  const rows = await sql()<{ day: number; complaints: number }[]>`
    SELECT floor(extract(epoch FROM date_trunc('hour', ${now}::timestamptz) - hour) / 86400)::int AS day,
      sum(complaints)::int AS complaints
    FROM complaint_hour
    WHERE account_id = ${accountId} AND hour <= ${now}
      AND hour > date_trunc('hour', ${now}::timestamptz) - make_interval(days => ${days})
    GROUP BY 1`;
  const byDay = new Map(rows.map(({ day, complaints }) => [day, complaints]));
  return Array.from({ length: days }, (_, i) => byDay.get(days - 1 - i) ?? 0);
}

/** The customer's other accounts, those with complaints first; at most `limit`. */
export async function listSiblings(customerId: number, exceptId: number, limit = 50): Promise<AccountRow[]> {
  const rows = await sql()<AccountRow[]>`
    SELECT a.id, a.login, a.kind, a.stage, a.score, a.complaints, a.incidents, a.last_complaint_at AS "lastComplaintAt",
      NULL AS customer, (SELECT c.number FROM "case" c WHERE c.account_id = a.id AND c.is_open) AS "openCase"
    FROM account a WHERE a.customer_id = ${customerId} AND a.id <> ${exceptId}
    ORDER BY a.stage DESC, a.score DESC, a.complaints DESC, a.login LIMIT ${limit}`;
  return [...rows];
}

export interface AccountReporter {
  reporterKey: string;
  label: string;
  unauthenticated: boolean;
  complaints: number;
}

/** Who complains about the account, most first. */
export async function listAccountReporters(accountId: number, limit = 50): Promise<AccountReporter[]> {
  const rows = await sql()<AccountReporter[]>`
    SELECT s.reporter_key AS "reporterKey", coalesce(l.name, s.reporter_key) AS label, s.unauthenticated, s.complaints
    FROM reporter_sum s LEFT JOIN feedback_loop l ON s.reporter_key = 'loop:' || l.id
    WHERE s.account_id = ${accountId} ORDER BY s.complaints DESC, s.reporter_key LIMIT ${limit}`;
  return [...rows];
}
