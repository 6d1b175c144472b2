// The state of the account list in its URL: search and page key. Pure.

import type { AccountKind } from '@/lib/attribution/types';
import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';

/** Kind and login of a row: the account's own key. */
export type AccountKey = [kind: AccountKind, login: string];

export interface AccountListView {
  search: string | null;
  after: AccountKey | null;
  before: AccountKey | null;
}

export const accountSearchMinChars = 3;
const accountKinds: readonly AccountKind[] = ['mailbox', 'site', 'connection'];

/** The parts of a page key `kind~login`; null where the text is none. */
export function readAccountKey(text: string): AccountKey | null {
  const cut = text.indexOf('~');
  const kind = accountKinds.find((candidate) => candidate === text.slice(0, cut));
  const login = text.slice(cut + 1);
  return cut < 0 || kind === undefined || login === '' || login.length > 400 ? null : [kind, login];
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
