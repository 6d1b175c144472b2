// The state of a suppression list's page in its URL: which entries, and where the page begins. Pure.

import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';

/** `active`: those in force. `ended`: taken back or removed. */
export const entryTabs = ['active', 'ended', 'all'] as const;
export type EntryTab = (typeof entryTabs)[number];

export interface EntryView {
  tab: EntryTab;
  /** The number of the change after, or before, which the page begins. */
  after: number | null;
  before: number | null;
}

/** The number in a page key; null where it is none. */
function readKey(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

/** Reads the query of a list's page. */
export function parseEntryParameters(raw: RawParameters): { view: EntryView; problems: ParameterProblem[] } {
  const read = new ParameterReader(raw);
  const tab = read.oneOf('tab', entryTabs) ?? 'active';
  const key = (name: string) => readKey(read.checked(name, (text) => readKey(text) !== null));
  const after = key('after');
  const before = key('before');
  if (after !== null && before !== null) read.problem('before', String(before), 'both-ways');
  return { view: { tab, after, before: after === null ? before : null }, problems: read.problems };
}

/** The query string of a view; page keys only where named. */
export function entryQuery(tab: EntryTab, page: { after?: string; before?: string } = {}): string {
  const query = new URLSearchParams(page);
  if (tab !== 'active') query.set('tab', tab);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** The query of the overview: where its page begins. */
export function parseListParameters(raw: RawParameters): {
  after: [at: string, id: number] | null;
  problems: ParameterProblem[];
} {
  const read = new ParameterReader(raw);
  const text = read.checked('after', (value) => readListKey(value) !== null);
  return { after: text === null ? null : readListKey(text), problems: read.problems };
}

function readListKey(text: string): [at: string, id: number] | null {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)~([1-9]\d{0,8})$/.exec(text) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(new Date(at).getTime())) return null;
  return [at, Number(id)];
}
