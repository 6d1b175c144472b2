// The case list's WHERE, ORDER BY and key condition, made of constant pieces and numbered parameters. It runs as an
// unnamed statement: a named one turns generic at its sixth execution, and a search then reads every row. Pure.

import { stageRank } from '@/lib/scoring/stages';
import { readCursor, sortColumns, urgenciesOf, type SortKey } from './list-cursor';
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
 * `(a, b, id) < ($1, $2, $3)` for the page after a key, `>` for the one before; null where `text` is no key. Columns
 * that are the same in all rows asked for are `skipped`.
 */
export function keyCondition(
  key: SortKey,
  direction: Direction,
  text: string,
  parameters: Parameters,
  skipped = 0,
): string | null {
  const values = readCursor(key, text);
  if (values === null) return null;
  const columns = sortColumns[key].slice(skipped);
  const left = columns.map(({ sql }) => sql).join(', ');
  const right = columns.map(({ type }, i) => parameters.add(values[i + skipped] ?? null, type)).join(', ');
  return `(${left}) ${direction === 'after' ? '<' : '>'} (${right})`;
}

/** `c.urgency DESC, c.score DESC, c.id DESC`, or all ascending for the page before a key. */
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
  const direction: Direction = view.before === null ? 'after' : 'before';
  // A place in the order of urgency names its stage; both conditions together would count twice for the planner.
  const isPlaced = sortKeyOf(view) === 'urgency';
  const conditions = viewConditions(isPlaced ? { ...view, stage: null } : view, userId, parameters);
  const rows = parameters.add(limit, 'int');
  const select = (...more: string[]) =>
    `SELECT ${columns} FROM "case" c
    WHERE ${[...conditions, ...more].join(' AND ')}
    ORDER BY ${orderBy(sortKeyOf(view), direction)}
    LIMIT ${rows}`;
  const parts = pageParts(view, direction, parameters);
  if (parts.length === 1) return select(...(parts[0] ?? []));
  // One after the other, and the second only where the first does not fill the page.
  return `${parts.map((part) => `(${select(...part)})`).join(' UNION ALL ')} LIMIT ${rows}`;
}

/**
 * The conditions by which a page is read, part after part. One part, but for the order of urgency within one stage: its
 * two places are read each for itself, because a key over both leaves the planner guessing how much is behind it.
 */
function pageParts(view: CaseListView, direction: Direction, parameters: Parameters): string[][] {
  const key = sortKeyOf(view);
  const cursor = view.before ?? view.after;
  if (key !== 'urgency' || view.stage === null) {
    const condition = cursor === null ? null : keyCondition(key, direction, cursor, parameters);
    return [condition === null ? [] : [condition]];
  }
  const places = urgenciesOf(stageRank(view.stage));
  if (direction === 'after') places.reverse();
  const at = places.indexOf(Number(readCursor(key, cursor ?? '')?.[0] ?? NaN));
  return places.slice(Math.max(at, 0)).map((place, i) => {
    const here = `c.urgency = ${parameters.add(place, 'smallint')}`;
    const behind =
      cursor !== null && at >= 0 && i === 0 ? keyCondition(key, direction, cursor, parameters, 1) : null;
    return behind === null ? [here] : [here, behind];
  });
}
