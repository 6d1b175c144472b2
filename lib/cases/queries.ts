// What the case list shows. Promise: a page touches the rows it shows and one more, whatever the size of the tables
// (a test reads the plans); counts stop at a cap, because an exact count reads everything it counts.

import { sql } from '@/lib/db/sql';
import { stageOfRank, type StageCode } from '@/lib/scoring/stages';
import type { AccountKind } from '@/lib/attribution/types';
import { cursorSql } from './list-cursor';
import { caseTabs, defaultView, sortKeyOf, type CaseListView, type CaseTab } from './list-parameters';
import { Parameters, pageSql, viewConditions } from './list-sql';
import type { CaseState, CloseOutcome, DismissReason } from './types';

export const casePageSize = 50;
/** Above this many a tab says "more than": what a team can still act on, and cheap beside the page itself. */
export const tabCountCap = 250;

export interface CaseRow {
  id: number;
  number: string;
  /** What an action from the list carries. */
  version: number;
  state: CaseState;
  /** Opened by our own log, without a complaint. */
  ownDetection: boolean;
  /** A measure, a notice or an answer needs somebody. */
  attention: boolean;
  stage: StageCode;
  score: number;
  account: { id: number; login: string; kind: AccountKind };
  customer: { id: number; number: string; name: string; askFirst: boolean } | null;
  complaints: { hours24: number; days7: number; total: number };
  complainants: number;
  reporters: number;
  traps: number;
  firstSeenAt: Date | null;
  lastSeenAt: Date | null;
  openedAt: Date;
  closedAt: Date | null;
  watchUntil: Date | null;
  outcome: CloseOutcome | DismissReason | null;
  latestSubjects: string[];
  /** Confirmed incidents of this account, and of the customer's other accounts. */
  incidents: { account: number; customer: number };
  assigneeId: number | null;
  /** The largest campaign that the case falls into, with how many other accounts send it. */
  campaign: { id: number; others: number } | null;
  /** Complaints of the last seven times 24 hours, oldest first. */
  days: number[];
}

export interface CasePage {
  rows: CaseRow[];
  /** Keys of the neighbouring pages; null where there is none. */
  after: string | null;
  before: string | null;
}

interface RawCaseRow extends Omit<
  CaseRow,
  'stage' | 'account' | 'customer' | 'complaints' | 'incidents' | 'campaign'
> {
  rank: number;
  key: string;
  stage: number;
  total: number;
  accountId: number;
  login: string;
  kind: AccountKind;
  customerId: number | null;
  customerNumber: string | null;
  customerName: string | null;
  askFirst: boolean | null;
  ownIncidents: number;
  customerIncidents: number | null;
  /** How many others, and the campaign's number. */
  campaign: [number, number] | null;
}

const caseColumns = `c.id, c.number, c.version, c.account_id, c.state, c.stage, c.score, c.complaints, c.complainants, c.reporters,
  c.traps, c.first_seen_at, c.last_seen_at, c.opened_at, c.closed_at, c.watch_until, c.outcome, c.latest_subjects,
  c.assignee_id, c.own_detection, c.attention`;

// The order of the page is the order in which the inner SELECT hands its rows out; `rank` writes it down, so that the
// look-ups around it cannot lose it and nothing has to be sorted again.
function listSql(
  view: CaseListView,
  userId: number,
  limit: number,
  now: Date,
  parameters: Parameters,
): string {
  const page = pageSql(
    `${caseColumns}, ${cursorSql(sortKeyOf(view))} AS key`,
    view,
    userId,
    limit,
    parameters,
  );
  const at = parameters.add(now.toISOString(), 'timestamptz');
  return `SELECT p.rank, p.key, p.id, p.number, p.version, p.state, p.stage, p.score, p.complaints AS total, p.complainants,
      p.reporters, p.traps, p.first_seen_at AS "firstSeenAt", p.last_seen_at AS "lastSeenAt",
      p.opened_at AS "openedAt", p.closed_at AS "closedAt", p.watch_until AS "watchUntil", p.outcome,
      p.latest_subjects AS "latestSubjects", p.assignee_id AS "assigneeId", p.own_detection AS "ownDetection",
      p.attention,
      a.id AS "accountId", a.login, a.kind, a.incidents AS "ownIncidents",
      k.id AS "customerId", k.number AS "customerNumber", k.name AS "customerName", k.ask_first AS "askFirst",
      i.incidents AS "customerIncidents", h.days, g.campaign
    FROM (SELECT row_number() OVER ()::int AS rank, c.* FROM (${page}) c) p
    JOIN account a ON a.id = p.account_id
    LEFT JOIN customer k ON k.id = a.customer_id
    LEFT JOIN LATERAL (
      SELECT sum(o.incidents)::int AS incidents FROM account o
      WHERE o.customer_id = a.customer_id AND o.incidents > 0 AND o.id <> a.id) i ON true
    LEFT JOIN LATERAL (${hoursSql(at)}) h ON true
    LEFT JOIN LATERAL (${campaignSql}) g ON true`;
}

// The largest one as a pair that can be compared: ordering it would cost a sort for each row.
const campaignSql = `SELECT max(ARRAY[m.accounts - 1, m.id]) AS campaign
    FROM campaign_account s JOIN campaign m ON m.id = s.campaign_id
    WHERE s.account_id = a.id AND s.last_at >= coalesce(p.first_seen_at, p.opened_at)
      AND (p.closed_at IS NULL OR s.first_at <= p.closed_at)`;

// An hour counts for the 24 hours in which it begins, counted back from the hour of `at`; the last of the seven first.
function hoursSql(at: string): string {
  const hour = `date_trunc('hour', ${at})`;
  const day = (back: number) =>
    `coalesce(sum(x.complaints) FILTER (WHERE x.hour > ${hour} - interval '${(back + 1) * 24} hours'
       AND x.hour <= ${hour} - interval '${back * 24} hours'), 0)::int`;
  return `SELECT ARRAY[${[6, 5, 4, 3, 2, 1, 0].map(day).join(', ')}] AS days
    FROM complaint_hour x
    WHERE x.account_id = a.id AND x.hour > ${hour} - interval '168 hours' AND x.hour <= ${hour}`;
}

/** One page of the list. `userId` is who asks. `now` moves the columns of 24 hours and 7 days. */
export async function listCases(
  view: CaseListView,
  userId: number,
  now: Date,
  pageSize = casePageSize,
): Promise<CasePage> {
  const { text, values } = listStatement(view, userId, now, pageSize + 1);
  const raw = await sql().unsafe<RawCaseRow[]>(text, values);
  return toPage(
    [...raw].sort((a, b) => a.rank - b.rank),
    view,
    pageSize,
  );
}

/** The list's statement with its values, for the list itself and for the test that reads its plan. */
export function listStatement(view: CaseListView, userId: number, now: Date, limit: number) {
  const parameters = new Parameters();
  const text = listSql(view, userId, limit, now, parameters);
  return { text, values: parameters.values };
}

function toPage(raw: RawCaseRow[], view: CaseListView, pageSize: number): CasePage {
  const isBackwards = view.before !== null;
  const hasMore = raw.length > pageSize;
  const shown = raw.slice(0, pageSize);
  if (isBackwards) shown.reverse();
  const isBefore = isBackwards ? hasMore : view.after !== null;
  const isAfter = isBackwards || hasMore;
  return {
    rows: shown.map(toRow),
    before: isBefore ? (shown[0]?.key ?? null) : null,
    after: isAfter ? (shown.at(-1)?.key ?? null) : null,
  };
}

function toRow(raw: RawCaseRow): CaseRow {
  const {
    id,
    number,
    version,
    state,
    score,
    complainants,
    reporters,
    traps,
    firstSeenAt,
    lastSeenAt,
    openedAt,
  } = raw;
  const { closedAt, watchUntil, outcome, latestSubjects, assigneeId, days, total, ownDetection, attention } =
    raw;
  return {
    ...{
      id,
      number,
      version,
      state,
      score,
      complainants,
      reporters,
      traps,
      firstSeenAt,
      lastSeenAt,
      openedAt,
    },
    ...{
      closedAt,
      watchUntil,
      outcome,
      latestSubjects: latestSubjects ?? [],
      assigneeId,
      days,
      ownDetection,
      attention,
    },
    stage: stageOfRank(raw.stage),
    account: { id: raw.accountId, login: raw.login, kind: raw.kind },
    customer: customerOf(raw),
    // The hours are the account's: after an earlier case they can hold complaints that are not this one's.
    complaints: {
      hours24: Math.min(days.at(-1) ?? 0, total),
      days7: Math.min(
        days.reduce((sum, n) => sum + n, 0),
        total,
      ),
      total,
    },
    campaign: raw.campaign === null ? null : { others: raw.campaign[0], id: raw.campaign[1] },
    incidents: { account: raw.ownIncidents, customer: raw.customerIncidents ?? 0 },
  };
}

function customerOf(raw: RawCaseRow): CaseRow['customer'] {
  if (raw.customerId === null || raw.customerNumber === null || raw.customerName === null) return null;
  return {
    id: raw.customerId,
    number: raw.customerNumber,
    name: raw.customerName,
    askFirst: raw.askFirst ?? false,
  };
}

/** Cases in each tab, each at most `tabCountCap + 1`. */
export async function countTabs(userId: number): Promise<Record<CaseTab, number>> {
  const parameters = new Parameters();
  const counts = caseTabs.map((tab) => {
    const where = viewConditions({ ...defaultView, tab }, userId, parameters).join(' AND ');
    return `(SELECT count(*)::int FROM (SELECT 1 FROM "case" c WHERE ${where} LIMIT ${tabCountCap + 1}) t) AS "${tab}"`;
  });
  const [row] = await sql().unsafe<Record<CaseTab, number>[]>(
    `SELECT ${counts.join(', ')}`,
    parameters.values,
  );
  if (row === undefined) throw new Error('counting the tabs gave no row');
  return row;
}

/** Cases opened in the tab since a moment, at most 100: the "12 new" of a list that stands still. */
export async function countNewCases(tab: CaseTab, since: Date, userId: number): Promise<number> {
  const parameters = new Parameters();
  const conditions = viewConditions({ ...defaultView, tab }, userId, parameters);
  conditions.push(`c.opened_at > ${parameters.add(since.toISOString(), 'timestamptz')}`);
  const [row] = await sql().unsafe<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM "case" c WHERE ${conditions.join(' AND ')} LIMIT 100) t`,
    parameters.values,
  );
  return row?.count ?? 0;
}

/** The case before and after the one with `key` (from `caseKey`) in a view's order, by number. */
export async function caseNeighbours(view: CaseListView, key: string, userId: number) {
  const [before, after] = await Promise.all([
    firstNumber({ ...view, after: null, before: key }, userId),
    firstNumber({ ...view, before: null, after: key }, userId),
  ]);
  return { before, after };
}

async function firstNumber(view: CaseListView, userId: number): Promise<string | null> {
  const parameters = new Parameters();
  const text = pageSql('c.number', view, userId, 1, parameters);
  const [row] = await sql().unsafe<{ number: string }[]>(text, parameters.values);
  return row?.number ?? null;
}

/** The key of one case in a view's order; null where it has none there (an open case has no end). */
export async function caseKey(view: CaseListView, caseId: number): Promise<string | null> {
  const text = `SELECT ${cursorSql(sortKeyOf(view))} AS key FROM "case" c WHERE c.id = $1`;
  const [row] = await sql().unsafe<{ key: string | null }[]>(text, [caseId]);
  return row?.key ?? null;
}

export interface Assignee {
  id: number;
  login: string;
  name: string;
  isActive: boolean;
}

/** Everybody who can hold a case or once did, by name. */
export async function listAssignees(): Promise<Assignee[]> {
  const rows = await sql()<Assignee[]>`
    SELECT id, login, name, disabled_at IS NULL AND role <> 'support' AS "isActive"
    FROM app_user ORDER BY lower(name), id LIMIT 500`;
  return [...rows];
}

/** Name of the customer with this number; null where there is none. */
export async function customerName(number: string): Promise<string | null> {
  const [row] = await sql()<{ name: string }[]>`SELECT name FROM customer WHERE number = ${number}`;
  return row?.name ?? null;
}
