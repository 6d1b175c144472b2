// The state of a case's page in its address: the list it was reached from, the page of complaints, the complaint whose
// evidence is open, the page of history. Pure.

import { readComplaintKey } from '@/lib/reports/queries';
import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';

export interface CaseView {
  /** Query of the list, without its question mark; '' for the default list. */
  list: string;
  after: string | null;
  before: string | null;
  /** Report whose evidence is open. */
  complaint: number | null;
  /** History before this event. */
  history: number | null;
}

/** Where links of the page lead from. */
export interface CasePlace {
  number: string;
  view: CaseView;
}

const listMaxChars = 1000;
const idShape = /^[1-9]\d{0,14}$/;

/** Reads the query of a case's page. */
export function parseCaseParameters(raw: RawParameters): { view: CaseView; problems: ParameterProblem[] } {
  const read = new ParameterReader(raw);
  const id = (name: string) => {
    const text = read.checked(name, (value) => idShape.test(value));
    return text === null ? null : Number(text);
  };
  const key = (name: string) => read.checked(name, (value) => readComplaintKey(value) !== null);
  const view: CaseView = {
    list: read.checked('list', (text) => text.length <= listMaxChars) ?? '',
    after: key('after'),
    before: key('before'),
    complaint: id('complaint'),
    history: id('history'),
  };
  if (view.after !== null && view.before !== null)
    view.before = read.problem('before', view.before, 'both-ways');
  return { view, problems: read.problems };
}

/** Address of the same case with another view; what is not named stays, a page key stands for both. */
export function caseAddress({ number, view }: CasePlace, changes: Partial<CaseView>, hash = ''): string {
  const isPaged = 'after' in changes || 'before' in changes;
  const next = { ...view, ...(isPaged ? { after: null, before: null } : {}), ...changes };
  const query = new URLSearchParams();
  for (const name of ['list', 'after', 'before', 'complaint', 'history'] as const) {
    const value = next[name];
    if (value !== null && value !== '') query.set(name, String(value));
  }
  return `/cases/${number}${query.size === 0 ? '' : `?${query.toString()}`}${hash}`;
}
