// The case list's state lives in its URL. This reads the URL into a view and says, parameter by parameter, what it
// could not use; a bad parameter never breaks the page, the default stands in for it. Pure.

import { stageCodes, type StageCode } from '@/lib/scoring/stages';
import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';
import { readCursor, type SortKey } from './list-cursor';
import { caseStates, type CaseState } from './types';

export const caseTabs = [
  'open',
  'new',
  'in_review',
  'waiting',
  'answered',
  'watching',
  'mine',
  'ended',
] as const;
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

/** What brought a case up: complaints, or our own log without them. */
export const caseOrigins = ['complaints', 'own-detection'] as const;
export type CaseOrigin = (typeof caseOrigins)[number];

export interface CaseListView {
  tab: CaseTab;
  /** Ignored in the tab `ended`, which is ordered by its end. */
  sort: CaseSort;
  stage: StageCode | null;
  state: CaseState | null;
  origin: CaseOrigin | null;
  /** A sign-in name, `me`, or `none` for cases that nobody has taken. */
  assignee: string | null;
  /** The customer's number. */
  customer: string | null;
  /** A campaign's number (lib/campaigns): cases of its accounts. */
  campaign: string | null;
  search: string | null;
  /** The page after or before this key; at most one of them is set. */
  after: string | null;
  before: string | null;
}

export type ListParameter = keyof CaseListView;
/** pg_trgm finds nothing by fewer characters without reading every row. */
export const searchMinChars = 3;

/** The view that an empty URL shows. */
export const defaultView: CaseListView = {
  tab: 'open',
  sort: 'urgency',
  stage: null,
  state: null,
  origin: null,
  assignee: null,
  customer: null,
  campaign: null,
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
export function parseListParameters(raw: RawParameters): {
  view: CaseListView;
  problems: ParameterProblem[];
} {
  const read = new ParameterReader(raw);
  const tab = read.oneOf('tab', caseTabs) ?? 'open';
  const sort = tab === 'ended' ? read.refuse('sort') : read.oneOf('sort', caseSorts);
  const view: CaseListView = {
    ...defaultView,
    tab,
    sort: sort ?? 'urgency',
    stage: read.oneOf('stage', stageCodes),
    state: readState(read, tab),
    origin: read.oneOf('origin', caseOrigins),
    assignee: tab === 'mine' ? read.refuse('assignee') : read.text('assignee'),
    customer: read.text('customer'),
    campaign: read.checked('campaign', (text) => /^[1-9][0-9]{0,8}$/.test(text)),
    search: read.text('search', searchMinChars),
  };
  const key = sortKeyOf(view);
  view.after = read.checked('after', (text) => readCursor(key, text) !== null);
  view.before = read.checked('before', (text) => readCursor(key, text) !== null);
  if (view.after !== null && view.before !== null) {
    view.before = read.problem('before', view.before, 'both-ways');
  }
  return { view, problems: read.problems };
}

function readState(read: ParameterReader, tab: CaseTab): CaseState | null {
  const state = read.oneOf('state', caseStates);
  if (state === null || statesWithin(tab).includes(state)) return state;
  return read.problem('state', state, 'not-here');
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
  return [view.stage, view.state, view.origin, view.assignee, view.customer, view.campaign, view.search].some(
    (value) => value !== null,
  );
}

/** Whether what needs somebody stands first: on the first page of the order of urgency, with nothing filtered away. */
export function beginsWithAttention(view: CaseListView): boolean {
  return view.sort === 'urgency' && view.after === null && view.before === null && !isFiltered(view);
}
