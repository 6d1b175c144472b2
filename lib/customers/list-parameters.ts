// The state of the account list in its URL: view, search and page key. Pure.

import type { AccountKind } from '@/lib/attribution/types';
import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';

/** `noteworthy`: above the stage observation, most urgent first. `all`: the directory by kind and login. */
export const accountTabs = ['noteworthy', 'all'] as const;
export type AccountTab = (typeof accountTabs)[number];

/** Where a page begins: kind and login in the directory, else stage, score and id. */
export type AccountKey = [kind: AccountKind, login: string] | [stage: number, score: number, id: number];

export interface AccountListView {
  tab: AccountTab;
  search: string | null;
  after: AccountKey | null;
  before: AccountKey | null;
}

export const accountSearchMinChars = 3;
const accountKinds: readonly AccountKind[] = ['mailbox', 'site', 'connection'];
const urgencyKey = /^([0-4])~(\d{1,6}(?:\.\d{1,20})?(?:e-\d{1,3})?)~([1-9]\d{0,8})$/;

/** The parts of a page key, `kind~login` or `stage~score~id`; null where the text is none of the view's. */
export function readAccountKey(text: string, tab: AccountTab): AccountKey | null {
  if (tab === 'noteworthy') {
    const [, stage, score, id] = urgencyKey.exec(text) ?? [];
    return id === undefined ? null : [Number(stage), Number(score), Number(id)];
  }
  const cut = text.indexOf('~');
  const kind = accountKinds.find((candidate) => candidate === text.slice(0, cut));
  const login = text.slice(cut + 1);
  return cut < 0 || kind === undefined || login === '' || login.length > 400 ? null : [kind, login];
}

/** Reads the query of `/accounts`. A search looks through all accounts, whatever the view. */
export function parseAccountParameters(raw: RawParameters): {
  view: AccountListView;
  problems: ParameterProblem[];
} {
  const read = new ParameterReader(raw);
  const search = read.text('search', accountSearchMinChars);
  const asked = read.oneOf('tab', accountTabs) ?? 'noteworthy';
  const tab = search === null ? asked : 'all';
  const key = (name: string) =>
    readAccountKey(read.checked(name, (text) => readAccountKey(text, tab) !== null) ?? '', tab);
  const after = key('after');
  const before = key('before');
  if (after !== null && before !== null) read.problem('before', before.join('~'), 'both-ways');
  return { view: { tab, search, after, before: after === null ? before : null }, problems: read.problems };
}

/** The query string of a view; page keys only where named. */
export function accountQuery(
  { tab, search }: Pick<AccountListView, 'tab' | 'search'>,
  page: { after?: string; before?: string } = {},
): string {
  const query = new URLSearchParams(page);
  if (search !== null) query.set('search', search);
  else if (tab === 'all') query.set('tab', tab);
  return query.size === 0 ? '' : `?${query.toString()}`;
}
