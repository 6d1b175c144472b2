// The case list reads the rows it shows and one more. Plans are read, not clocks: a plan that touches more is wrong on
// every machine.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, useSql } from '@/lib/db/sql';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { stageRank } from '@/lib/scoring/stages';
import { caseSorts, caseTabs, defaultView, type CaseListView, type CaseTab } from './list-parameters';
import { attentionCap, attentionStatement, listAttention } from './attention-queries';
import {
  caseKey,
  caseNeighbours,
  countNewCases,
  countTabs,
  listCases,
  listStatement,
  tabCountCap,
  type CaseRow,
} from './queries';
import { seedDesk } from './testing';

const now = new Date('2026-11-21T18:30:00Z');
const agent = 1;
let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seedDesk(database.sql, { accounts: 40_000, reports: 80_000 }, now);
});
afterAll(() => database.drop());

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

async function planOf(view: CaseListView, limit: number): Promise<PlanNode[]> {
  const { text, values } = listStatement(view, agent, now, limit);
  const [row] = await database.sql.unsafe<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
    values,
  );
  const plan = row?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error('no plan');
  return flatten(plan);
}

/** Rows that the plan fetched from a table, the ones it threw away included. */
function rowsRead(plan: PlanNode[], table: string): number {
  return plan
    .filter((node) => node['Relation Name'] === table)
    .reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    );
}

async function everyRow(
  view: CaseListView,
  pageSize: number,
): Promise<{ rows: CaseRow[]; pages: number; last: string | null }> {
  const rows: CaseRow[] = [];
  let after: string | null = null;
  let pages = 0;
  do {
    const page = await listCases({ ...view, after }, agent, now, pageSize);
    rows.push(...page.rows);
    pages += 1;
    after = page.after;
    if (after === null) return { rows, pages, last: page.before };
  } while (pages < 1000);
  throw new Error('paging does not end');
}

const orderedTabs = caseTabs.filter((tab) => tab !== 'mine' && tab !== 'ended');
const views: [string, CaseListView][] = [
  ...orderedTabs.flatMap((tab) =>
    caseSorts.map((sort): [string, CaseListView] => [`${tab} by ${sort}`, { ...defaultView, tab, sort }]),
  ),
  ['mine by urgency', { ...defaultView, tab: 'mine' }],
  ['ended', { ...defaultView, tab: 'ended' }],
  ...(['review', 'urgent', 'emergency'] as const).map((stage): [string, CaseListView] => [
    `open, ${stage} alone`,
    { ...defaultView, stage },
  ]),
  ['new, one stage', { ...defaultView, tab: 'new', stage: 'urgent' }],
];

describe('the plan of a page', () => {
  it.each(views)('%s touches the rows shown and one more', async (_name, view) => {
    const { after: second } = await listCases(view, agent, now, 50);
    // Deep inside the list: near its ends there are so few rows before a key that sorting them costs nothing.
    const { length } = (await listCases(view, agent, now, 10_000)).rows;
    const { after: middle } = await listCases(view, agent, now, Math.floor(length * 0.8));
    for (const page of [
      view,
      { ...view, after: second },
      { ...view, after: middle },
      { ...view, before: middle },
    ]) {
      const plan = await planOf(page, 51);
      expect(
        plan.filter((node) => /Seq Scan|Sort/.test(node['Node Type'])).map((node) => node['Node Type']),
      ).toEqual([]);
      expect(rowsRead(plan, 'case')).toBeLessThanOrEqual(51);
      expect(rowsRead(plan, 'account')).toBeLessThanOrEqual(51 + 51);
      expect(rowsRead(plan, 'customer')).toBeLessThanOrEqual(51);
      expect(rowsRead(plan, 'campaign_account')).toBeLessThanOrEqual(51);
      expect(rowsRead(plan, 'campaign')).toBeLessThanOrEqual(51);
      expect(rowsRead(plan, 'complaint_hour')).toBeLessThanOrEqual(51 * 168);
      expect(rowsRead(plan, 'complaint') + rowsRead(plan, 'report') + rowsRead(plan, 'raw_message')).toBe(0);
    }
  });

  it('of what needs somebody reads those few alone, most urgent first, in each tab', async () => {
    await database.sql`
      UPDATE "case" SET attention = true WHERE is_open AND id IN (SELECT max(id) FROM "case" WHERE is_open GROUP BY state)`;
    const marked = await database.sql<{ number: string; state: string }[]>`
      SELECT number, state FROM "case" WHERE attention ORDER BY stage DESC, score DESC, id DESC`;
    expect(marked.length).toBeGreaterThan(2);
    const open = await listAttention('open', agent);
    expect(open.map(({ number }) => number)).toEqual(marked.map(({ number }) => number));
    const inReview = marked.filter(({ state }) => state === 'in_review').map(({ number }) => number);
    expect((await listAttention('in_review', agent)).map(({ number }) => number)).toEqual(inReview);
    expect(await listAttention('ended', agent)).toEqual([]);
    for (const tab of ['open', 'in_review', 'mine'] as const) {
      const { text, values } = attentionStatement(tab, agent);
      const [row] = await database.sql.unsafe<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(
        `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
        values,
      );
      const plan = flatten(row!['QUERY PLAN'][0]!.Plan);
      expect(rowsRead(plan, 'case')).toBeLessThanOrEqual(marked.length);
    }
    const listed = await listCases(defaultView, agent, now, 10_000);
    expect(listed.rows.filter((one) => one.attention)).toHaveLength(marked.length);
    await database.sql`
      UPDATE "case" SET attention = true WHERE id IN (SELECT id FROM "case" WHERE is_open ORDER BY id LIMIT 25)`;
    expect(await listAttention('open', agent), 'more than are named').toHaveLength(attentionCap + 1);
    await database.sql`UPDATE "case" SET attention = false WHERE attention`;
  });

  it('is made for its own values at the twentieth search too', async () => {
    const one = openSql(database.url, { max: 1 });
    useSql(one);
    try {
      for (let i = 0; i < 20; i += 1) {
        expect((await listCases({ ...defaultView, search: 'gibtesnicht' }, agent, now)).rows).toEqual([]);
      }
      const prepared = await one.unsafe(
        `SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%c.search_text%'`,
      );
      expect([...prepared]).toEqual([]);
    } finally {
      useSql(database.sql);
      await one.end();
    }
    expect(rowsRead(await planOf({ ...defaultView, search: 'gibtesnicht' }, 51), 'case')).toBe(0);
  });
});

describe('paging', () => {
  const allViews: [string, CaseListView][] = [
    ...caseSorts.map((sort): [string, CaseListView] => [sort, { ...defaultView, sort }]),
    ['ended', { ...defaultView, tab: 'ended' }],
    ['state', { ...defaultView, state: 'answered', sort: 'complaints' }],
  ];

  it.each(allViews)('by %s shows every case exactly once, forwards and back', async (_name, view) => {
    const { rows, pages, last } = await everyRow(view, 97);
    const ended = view.tab === 'ended';
    const [expected] = await database.sql<{ count: number }[]>`
      SELECT count(*)::int FROM "case" WHERE is_open = ${!ended} AND (${view.state}::text IS NULL OR state::text = ${view.state})`;
    expect(rows.length).toBe(expected?.count);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    const back: CaseRow[][] = [rows.slice((pages - 1) * 97)];
    for (let before = last; before !== null;) {
      const page = await listCases({ ...view, before }, agent, now, 97);
      back.unshift(page.rows);
      before = page.before;
    }
    expect(back.flat().map((row) => row.id)).toEqual(rows.map((row) => row.id));
  });

  it('by urgency puts what needs somebody first, then the higher stage, then the higher score', async () => {
    // The least urgent ones of all: nothing but the mark can put them first.
    const raised = await database.sql<{ id: number }[]>`
      UPDATE "case" SET attention = true WHERE id IN (
        SELECT id FROM "case" WHERE is_open ORDER BY stage, score LIMIT 120) RETURNING id`;
    const { rows } = await everyRow(defaultView, 50);
    expect(new Set(rows.slice(0, 120).map(({ id }) => id))).toEqual(new Set(raised.map(({ id }) => id)));
    const back = await listCases(
      { ...defaultView, before: await caseKey(defaultView, rows[120]!.id) },
      agent,
      now,
    );
    expect(back.rows.map(({ id }) => id)).toEqual(rows.slice(70, 120).map(({ id }) => id));
    const rank = (row: CaseRow) => (row.attention ? 8 : 0) + stageRank(row.stage);
    for (const [i, row] of rows.entries()) {
      const next = rows[i + 1];
      if (next === undefined) continue;
      const step = rank(row) - rank(next);
      expect(step > 0 || (step === 0 && row.score >= next.score)).toBe(true);
    }
    const review = await everyRow({ ...defaultView, stage: 'review' }, 50);
    expect(review.rows.slice(0, 120).every((row) => row.attention)).toBe(true);
    expect(review.rows.every(({ stage }) => stage === 'review')).toBe(true);
    expect(review.rows).toHaveLength(rows.filter(({ stage }) => stage === 'review').length);
    for (const view of [defaultView, { ...defaultView, stage: 'review' } as const]) {
      const key = await caseKey(view, rows[60]!.id);
      for (const page of [
        { ...view, after: key },
        { ...view, before: key },
      ])
        expect(rowsRead(await planOf(page, 51), 'case')).toBeLessThanOrEqual(51);
    }
    await database.sql`UPDATE "case" SET attention = false WHERE attention`;
  });

  it('does not skip a row whose time differs by a microsecond', async () => {
    const view: CaseListView = { ...defaultView, sort: 'opened', customer: 'K-5' };
    const ids = await database.sql<{ id: number }[]>`
      UPDATE "case" SET opened_at = timestamptz '2026-11-20 10:00:00.000001+00' + account_id * interval '1 microsecond'
      WHERE account_id IN (SELECT id FROM account WHERE customer_id = 5) AND is_open RETURNING id`;
    await database.sql`UPDATE account SET customer_id = 5 WHERE id IN (40, 60, 80)`;
    await database.sql`
      UPDATE "case" SET opened_at = timestamptz '2026-11-20 10:00:00.000001+00' + account_id * interval '1 microsecond'
      WHERE account_id IN (40, 60, 80)`;
    const { rows } = await everyRow(view, 1);
    expect(rows.length).toBe(ids.length + 3);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  });
});

describe('filters', () => {
  it('own detection shows its cases and no others, by an index of their own', async () => {
    await database.sql`UPDATE "case" SET own_detection = true WHERE is_open AND id % 5 = 3`;
    await database.sql.unsafe('ANALYZE "case"');
    const [count] = await database.sql<{ n: number }[]>`
      SELECT count(*)::int AS n FROM "case" WHERE is_open AND own_detection`;
    const shown = await listCases({ ...defaultView, origin: 'own-detection' }, agent, now, 10_000);
    expect(shown.rows).toHaveLength(count?.n ?? 0);
    expect(shown.rows.every((row) => row.ownDetection)).toBe(true);
    const others = await listCases({ ...defaultView, origin: 'complaints' }, agent, now, 10_000);
    expect(others.rows.some((row) => row.ownDetection)).toBe(false);
    const plan = await planOf({ ...defaultView, origin: 'own-detection' }, 11);
    expect(rowsRead(plan, 'case')).toBeLessThanOrEqual(12);
    await database.sql`UPDATE "case" SET own_detection = false WHERE own_detection`;
  });

  it('combine', async () => {
    const view: CaseListView = { ...defaultView, stage: 'urgent', state: 'new', assignee: 'none' };
    const { rows } = await everyRow(view, 50);
    expect(rows.length).toBeGreaterThan(0);
    expect(
      rows.every((row) => row.stage === 'urgent' && row.state === 'new' && row.assigneeId === null),
    ).toBe(true);
  });

  it('show the cases of one campaign, each with how many others send it', async () => {
    const { rows } = await everyRow({ ...defaultView, campaign: '3' }, 50);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ campaign }) => campaign?.id === 3 && campaign.others === 9)).toBe(true);
    const all = (await listCases(defaultView, agent, now, 10_000)).rows.filter(
      (row) => row.campaign?.id === 3,
    );
    expect(rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const plan = await planOf({ ...defaultView, campaign: '3' }, 51);
    expect(rowsRead(plan, 'campaign_account')).toBeLessThanOrEqual(10 + 51);
  });

  it('find a case by a part of its number or login, and take wildcards literally', async () => {
    const first = (await listCases(defaultView, agent, now)).rows[0] as CaseRow;
    for (const search of [
      first.number,
      first.number.slice(3, 14).toLowerCase(),
      first.account.login.toUpperCase(),
    ]) {
      const { rows } = await listCases({ ...defaultView, search }, agent, now);
      expect(rows.map((row) => row.id)).toContain(first.id);
    }
    expect((await listCases({ ...defaultView, search: 'konto%@' }, agent, now)).rows).toEqual([]);
    expect((await listCases({ ...defaultView, search: '___' }, agent, now)).rows).toEqual([]);
  });

  it('give an assignee their own cases, by name and as "mine"', async () => {
    const mine = await everyRow({ ...defaultView, tab: 'mine' }, 200);
    const named = await everyRow({ ...defaultView, assignee: 'agent1' }, 200);
    expect(mine.rows.length).toBeGreaterThan(0);
    expect(mine.rows.every((row) => row.assigneeId === agent)).toBe(true);
    expect(named.rows.map((row) => row.id)).toEqual(mine.rows.map((row) => row.id));
  });
});

describe('the numbers of a row', () => {
  it('are those of its account', async () => {
    const { rows } = await listCases(defaultView, agent, now, 5);
    for (const row of rows) {
      const [truth] = await database.sql<{ hours24: number; days7: number }[]>`
        SELECT count(*) FILTER (WHERE date_trunc('hour', received_at) > date_trunc('hour', ${now}::timestamptz) - interval '24 hours')::int AS hours24,
          count(*)::int AS days7 FROM complaint
        WHERE account_id = ${row.account.id} AND received_at <= ${now}
          AND date_trunc('hour', received_at) > date_trunc('hour', ${now}::timestamptz) - interval '7 days'`;
      expect(row.complaints).toMatchObject({ ...truth });
      expect(row.days.length).toBe(7);
    }
  });

  it('never say more than the case has, whatever the account had in an earlier one', async () => {
    const [before] = (await listCases(defaultView, agent, now, 1)).rows;
    const { account, complaints } = before ?? expect.fail('there must be a case');
    const hours = await database.sql`
      UPDATE complaint_hour SET complaints = complaints + 1000 WHERE account_id = ${account.id} RETURNING 1`;
    expect(hours.length).toBeGreaterThan(0);
    const [row] = (await listCases(defaultView, agent, now, 1)).rows;
    await database.sql`UPDATE complaint_hour SET complaints = complaints - 1000 WHERE account_id = ${account.id}`;
    expect(row?.complaints.days7).toBe(complaints.total);
  });

  it('count the earlier incidents of the mailbox and of the customer apart', async () => {
    const [row] = (await listCases({ ...defaultView, search: 'konto1940@' }, agent, now)).rows;
    expect(row?.account.login).toMatch(/^konto1940@/);
    expect(row?.incidents).toEqual({ account: 1, customer: 0 });
    await database.sql`UPDATE account SET incidents = 2 WHERE id = 1939`;
    const [again] = (await listCases({ ...defaultView, search: 'konto1940@' }, agent, now)).rows;
    expect(again?.incidents).toEqual({ account: 1, customer: 2 });
  });
});

describe('around the list', () => {
  it('counts each tab, up to the cap', async () => {
    const counts = await countTabs(agent);
    expect(counts.open).toBe(tabCountCap + 1);
    const exact: [CaseTab, string][] = [
      ['new', 'new'],
      ['in_review', 'in_review'],
      ['watching', 'watching'],
    ];
    for (const [tab, state] of exact) {
      const [truth] = await database.sql<
        { count: number }[]
      >`SELECT count(*)::int FROM "case" WHERE state = ${state}::case_state`;
      expect(counts[tab]).toBe(Math.min(truth?.count ?? 0, tabCountCap + 1));
    }
  });

  it('knows the cases opened since', async () => {
    expect(await countNewCases('open', now, agent)).toBe(0);
    const [latest] = (await listCases({ ...defaultView, sort: 'opened' }, agent, now, 1)).rows;
    expect(
      await countNewCases('open', new Date((latest as CaseRow).openedAt.getTime() - 5), agent),
    ).toBeGreaterThanOrEqual(1);
  });

  it('leads from a case to its neighbours in the order of the list', async () => {
    const { rows } = await listCases(defaultView, agent, now, 3);
    const [first, second, third] = rows as [CaseRow, CaseRow, CaseRow];
    const key = (await caseKey(defaultView, second.id)) as string;
    expect(await caseNeighbours(defaultView, key, agent)).toEqual({
      before: first.number,
      after: third.number,
    });
    const firstKey = (await caseKey(defaultView, first.id)) as string;
    expect((await caseNeighbours(defaultView, firstKey, agent)).before).toBeNull();
  });
});
