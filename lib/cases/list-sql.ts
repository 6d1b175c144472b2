// The case list's WHERE, ORDER BY and key condition, made of constant pieces and numbered parameters. It runs as an
// unnamed statement: a named one turns generic at its sixth execution, and a search then reads every row. Pure.

import { stageRank } from '@/lib/scoring/stages';
import { readCursor, sortColumns, type SortKey } from './list-cursor';
import { sortKeyOf, tabState, type CaseListView } from './list-parameters';

export type SqlValue = string | number | null;

/** Collects values and hands out their placeholders. */
export class Parameters {
  readonly values: SqlValue[] = [];

  add(value: SqlValue, type: string): string {
    this.values.push(value);
    // As text first: the driver would cut a time to milliseconds, and a page key lives by its microseconds.
    return type === 'timestamptz'
      ? `$${this.values.length}::text::timestamptz`
      : `$${this.values.length}::${type}`;
  }
}

/** `%text%` for LIKE, with the text's own wildcards taken literally. */
export function containsPattern(text: string): string {
  return `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** The conditions of a view on `"case" c`, without its page key. `userId` is who asks: `mine`, `me`. */
export function viewConditions(view: CaseListView, userId: number, parameters: Parameters): string[] {
  const conditions = tabConditions(view, userId, parameters);
  if (view.state !== null) conditions.push(`c.state = ${parameters.add(view.state, 'case_state')}`);
  if (view.stage !== null) conditions.push(`c.stage = ${parameters.add(stageRank(view.stage), 'smallint')}`);
  if (view.origin !== null)
    conditions.push(view.origin === 'own-detection' ? 'c.own_detection' : 'NOT c.own_detection');
  if (view.assignee !== null) conditions.push(assigneeCondition(view.assignee, userId, parameters));
  if (view.customer !== null) {
    const number = parameters.add(view.customer, 'text');
    conditions.push(
      `c.account_id IN (SELECT id FROM account WHERE customer_id = (SELECT id FROM customer WHERE number = ${number}))`,
    );
  }
  if (view.campaign !== null) {
    const id = parameters.add(view.campaign, 'int');
    conditions.push(`c.account_id IN (SELECT account_id FROM campaign_account WHERE campaign_id = ${id})`);
  }
  if (view.search !== null) {
    conditions.push(`c.search_text LIKE ${parameters.add(containsPattern(view.search), 'text')}`);
  }
  return conditions;
}

function tabConditions({ tab }: CaseListView, userId: number, parameters: Parameters): string[] {
  if (tab === 'ended') return ['NOT c.is_open'];
  if (tab === 'mine') return ['c.is_open', `c.assignee_id = ${parameters.add(userId, 'int')}`];
  const state = tabState[tab];
  // Without `is_open`, which a state implies: the planner then has the indexes of one state alone to choose from.
  return [state === null ? 'c.is_open' : `c.state = ${parameters.add(state, 'case_state')}`];
}

function assigneeCondition(assignee: string, userId: number, parameters: Parameters): string {
  if (assignee === 'none') return 'c.assignee_id IS NULL';
  if (assignee === 'me') return `c.assignee_id = ${parameters.add(userId, 'int')}`;
  return `c.assignee_id = (SELECT id FROM app_user WHERE login = ${parameters.add(assignee.toLowerCase(), 'text')})`;
}

export type Direction = 'after' | 'before';

/**
 * `(a, b, id) < ($1, $2, $3)` for the page after a key, `>` for the one before; null where `text` is no key. Within one
 * stage the key's stage is left out: it holds nothing back, and the planner would take the rest for empty.
 */
export function keyCondition(
  view: CaseListView,
  direction: Direction,
  text: string,
  parameters: Parameters,
): string | null {
  const key = sortKeyOf(view);
  const values = readCursor(key, text);
  if (values === null) return null;
  const skipped = key === 'urgency' && view.stage !== null ? 1 : 0;
  const columns = sortColumns[key].slice(skipped);
  const left = columns.map(({ sql }) => sql).join(', ');
  const right = columns.map(({ type }, i) => parameters.add(values[i + skipped] ?? null, type)).join(', ');
  return `(${left}) ${direction === 'after' ? '<' : '>'} (${right})`;
}

/** `c.stage DESC, c.score DESC, c.id DESC`, or all ascending for the page before a key. */
export function orderBy(key: SortKey, direction: Direction): string {
  const way = direction === 'after' ? 'DESC' : 'ASC';
  return sortColumns[key].map(({ sql }) => `${sql} ${way}`).join(', ');
}

/** The whole inner SELECT of one page: `columns` of at most `limit` rows of the view in its order. */
export function pageSql(
  columns: string,
  view: CaseListView,
  userId: number,
  limit: number,
  parameters: Parameters,
): string {
  const key = sortKeyOf(view);
  const direction: Direction = view.before === null ? 'after' : 'before';
  const conditions = viewConditions(view, userId, parameters);
  const cursor = view.before ?? view.after;
  const condition = cursor === null ? null : keyCondition(view, direction, cursor, parameters);
  if (condition !== null) conditions.push(condition);
  return `SELECT ${columns} FROM "case" c
    WHERE ${conditions.join(' AND ')}
    ORDER BY ${orderBy(key, direction)}
    LIMIT ${parameters.add(limit, 'int')}`;
}
