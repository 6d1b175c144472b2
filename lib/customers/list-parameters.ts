// The state of the account list in its URL: search and page key. Pure.

import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';

/** Stage, score, id of a row, as text. */
export type AccountKey = [stage: string, score: string, id: string];

export interface AccountListView {
  search: string | null;
  after: AccountKey | null;
  before: AccountKey | null;
}

export const accountSearchMinChars = 3;

/** The parts of a page key; null where the text is none. */
export function readAccountKey(text: string): AccountKey | null {
  const [, stage, score, id] = /^([0-4])~(\d{1,15}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?)~([1-9]\d{0,8})$/.exec(text) ?? [];
  return stage === undefined || score === undefined || id === undefined ? null : [stage, score, id];
}

/** Reads the query of `/accounts`. */
export function parseAccountParameters(raw: RawParameters): { view: AccountListView; problems: ParameterProblem[] } {
  const read = new ParameterReader(raw);
  const search = read.text('search', accountSearchMinChars);
  const key = (name: string) => readAccountKey(read.checked(name, (text) => readAccountKey(text) !== null) ?? '');
  const after = key('after');
  const before = key('before');
  if (after !== null && before !== null) read.problem('before', before.join('~'), 'both-ways');
  return { view: { search, after, before: after === null ? before : null }, problems: read.problems };
}

/** The query string of a view; page keys only where named. */
export function accountQuery(search: string | null, page: { after?: string; before?: string } = {}): string {
  const query = new URLSearchParams({ ...(search === null ? {} : { search }), ...page });
  return query.size === 0 ? '' : `?${query.toString()}`;
}
