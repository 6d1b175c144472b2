// The case list's state lives in its URL. This reads the URL into a view and says, parameter by parameter, what it
// could not use; a bad parameter never breaks the page, the default stands in for it. Pure.

import { stageCodes, type StageCode } from '@/lib/scoring/stages';
import { readCursor, type SortKey } from './list-cursor';
import { caseStates, type CaseState } from './types';

export const caseTabs = ['open', 'new', 'in_review', 'waiting', 'answered', 'watching', 'mine', 'ended'] as const;
export type CaseTab = (typeof caseTabs)[number];

/** The states a tab shows; null: it has another condition than one state. */
export const tabState: Record<CaseTab, CaseState | null> = {
  open: null,
  new: 'new',
  in_review: 'in_review',
  waiting: 'waiting_for_customer',
  answered: 'answered',
  watching: 'watching',
  mine: null,
  ended: null,
};

export const caseSorts = ['urgency', 'last-seen', 'opened', 'complaints'] as const;
export type CaseSort = (typeof caseSorts)[number];

export interface CaseListView {
  tab: CaseTab;
  /** Ignored in the tab `ended`, which is ordered by its end. */
  sort: CaseSort;
  stage: StageCode | null;
  state: CaseState | null;
  /** A sign-in name, `me`, or `none` for cases that nobody has taken. */
  assignee: string | null;
  /** The customer's number. */
  customer: string | null;
  search: string | null;
  /** The page after or before this key; at most one of them is set. */
  after: string | null;
  before: string | null;
}

export type ListParameter = keyof CaseListView;
export interface ParameterProblem {
  parameter: string;
  value: string;
  code: 'unknown' | 'repeated' | 'too-short' | 'too-long' | 'broken' | 'not-here' | 'both-ways';
}

export type RawParameters = Record<string, string | string[] | undefined>;

/** pg_trgm finds nothing by fewer characters without reading every row. */
export const searchMinChars = 3;
const textMaxChars = 100;

/** The view that an empty URL shows. */
export const defaultView: CaseListView = {
  tab: 'open',
  sort: 'urgency',
  stage: null,
  state: null,
  assignee: null,
  customer: null,
  search: null,
  after: null,
  before: null,
};

/** What orders a view: the tab `ended` knows only its own order. */
export function sortKeyOf(view: Pick<CaseListView, 'tab' | 'sort'>): SortKey {
  return view.tab === 'ended' ? 'ended' : view.sort;
}

/** States that a tab can be narrowed to; empty where the tab is one state already. */
export function statesWithin(tab: CaseTab): readonly CaseState[] {
  if (tab === 'ended') return ['closed', 'dismissed'];
  if (tab === 'open' || tab === 'mine')
    return caseStates.filter((state) => state !== 'closed' && state !== 'dismissed');
  return [];
}

/** Reads the query of `/cases`. `problems` is empty for every URL the desk itself makes. */
export function parseListParameters(raw: RawParameters): { view: CaseListView; problems: ParameterProblem[] } {
  const read = new ParameterReader(raw);
  const tab = read.oneOf('tab', caseTabs) ?? 'open';
  const sort = tab === 'ended' ? read.refuse('sort') : read.oneOf('sort', caseSorts);
  const view: CaseListView = {
    ...defaultView,
    tab,
    sort: sort ?? 'urgency',
    stage: read.oneOf('stage', stageCodes),
    state: readState(read, tab),
    assignee: tab === 'mine' ? read.refuse('assignee') : read.text('assignee'),
    customer: read.text('customer'),
    search: read.text('search', searchMinChars),
  };
  const key = sortKeyOf(view);
  view.after = read.checked('after', (text) => readCursor(key, text) !== null);
  view.before = read.checked('before', (text) => readCursor(key, text) !== null);
  if (view.after !== null && view.before !== null) {
    read.problems.push({ parameter: 'before', value: view.before, code: 'both-ways' });
    view.before = null;
  }
  return { view, problems: read.problems };
}

function readState(read: ParameterReader, tab: CaseTab): CaseState | null {
  const state = read.oneOf('state', caseStates);
  if (state === null || statesWithin(tab).includes(state)) return state;
  read.problems.push({ parameter: 'state', value: state, code: 'not-here' });
  return null;
}

/** Reads single values out of a query and collects what was wrong with them. */
export class ParameterReader {
  readonly problems: ParameterProblem[] = [];

  constructor(private readonly raw: RawParameters) {}

  /** The trimmed value; null where absent or empty. Of a repeated parameter the first value, and a problem. */
  plain(parameter: string): string | null {
    const given = this.raw[parameter];
    const value = (Array.isArray(given) ? given[0] : given)?.replaceAll('\0', '').trim() ?? '';
    if (Array.isArray(given) && given.length > 1) this.problems.push({ parameter, value, code: 'repeated' });
    return value === '' ? null : value;
  }

  oneOf<T extends string>(parameter: string, values: readonly T[]): T | null {
    const value = this.plain(parameter);
    if (value === null) return null;
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) this.problem(parameter, value, 'unknown');
    return found ?? null;
  }

  text(parameter: string, minChars = 1): string | null {
    const value = this.plain(parameter);
    if (value === null) return null;
    if (value.length > textMaxChars) return this.problem(parameter, value, 'too-long');
    return [...value].length < minChars ? this.problem(parameter, value, 'too-short') : value;
  }

  checked(parameter: string, isGood: (value: string) => boolean): string | null {
    const value = this.plain(parameter);
    if (value === null || isGood(value)) return value;
    return this.problem(parameter, value, 'broken');
  }

  /** A parameter that means nothing here. */
  refuse(parameter: string): null {
    const value = this.plain(parameter);
    return value === null ? null : this.problem(parameter, value, 'not-here');
  }

  private problem(parameter: string, value: string, code: ParameterProblem['code']): null {
    this.problems.push({ parameter, value: value.slice(0, textMaxChars), code });
    return null;
  }
}

/** The query string of a view, without what is default; '' for the default view. Page keys only where named. */
export function listQuery(view: CaseListView, changes: Partial<CaseListView> = {}): string {
  const next = { ...view, after: null, before: null, ...changes };
  const query = new URLSearchParams();
  for (const parameter of Object.keys(defaultView) as ListParameter[]) {
    const value = next[parameter];
    if (value !== null && value !== defaultView[parameter]) query.set(parameter, value);
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** Whether anything but the tab narrows the view. */
export function isFiltered(view: CaseListView): boolean {
  return [view.stage, view.state, view.assignee, view.customer, view.search].some((value) => value !== null);
}
