// The state of the pages of suppression lists in their URLs: which entries, which lists, and where the page begins. Pure.

import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';
import { ownIdLeastChars, searchMostChars } from './limits';

/** Shortest text that is searched for: as short as an own number of a recipient. */
export const searchLeastChars = ownIdLeastChars;

/** `active`: those in force. `ended`: taken back or removed. */
export const entryTabs = ['active', 'ended', 'all'] as const;
export type EntryTab = (typeof entryTabs)[number];

export interface EntryView {
  tab: EntryTab;
  /** An address, a token, a number of a recipient or a list, whole; null: all entries of the tab. */
  search: string | null;
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
  const search = readSearch(read);
  return { view: { tab, search, after, before: after === null ? before : null }, problems: read.problems };
}

function readSearch(read: ParameterReader): string | null {
  const text = read.plain('search');
  if (text === null) return null;
  if (text.length > searchMostChars) return read.problem('search', text, 'too-long');
  return text.length < searchLeastChars ? read.problem('search', text, 'too-short') : text;
}

/** The query string of a view; page keys only where named. */
export function entryQuery(
  { tab, search }: Pick<EntryView, 'tab' | 'search'>,
  page: { after?: string; before?: string } = {},
): string {
  const query = new URLSearchParams(page);
  if (tab !== 'active') query.set('tab', tab);
  if (search !== null) query.set('search', search);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** `latest`: those that changed last on top. `largest`: those with the most entries in force. `failing`: those whose list software takes nothing. */
export const listTabs = ['latest', 'largest', 'failing'] as const;
export type ListTab = (typeof listTabs)[number];

/** Where a page of the overview begins: when a list changed, or how many entries it has, and whose it is. */
export type ListKey = [at: string | number, id: number];

export interface ListView {
  tab: ListTab;
  /** A customer's number, part of their name, or whom lists hold; all lists are searched, whatever the tab. */
  search: string | null;
  after: ListKey | null;
}

/** Reads the query of the overview. */
export function parseListParameters(raw: RawParameters): { view: ListView; problems: ParameterProblem[] } {
  const read = new ParameterReader(raw);
  const search = readSearch(read);
  const asked = read.oneOf('tab', listTabs) ?? 'latest';
  const tab = search === null ? asked : 'latest';
  const text = read.checked('after', (value) => readListKey(value, tab) !== null);
  return {
    view: { tab, search, after: text === null ? null : readListKey(text, tab) },
    problems: read.problems,
  };
}

/** The query string of the overview; the page key only where named. */
export function listQuery({ tab, search }: Pick<ListView, 'tab' | 'search'>, after?: string): string {
  const query = new URLSearchParams();
  if (tab !== 'latest') query.set('tab', tab);
  if (search !== null) query.set('search', search);
  if (after !== undefined) query.set('after', after);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** The parts of a page key, `time~id` or `count~id`; null where the text is none of the tab's. */
export function readListKey(text: string, tab: ListTab): ListKey | null {
  const [, key = '', id = ''] = /^([^~]{1,40})~([1-9]\d{0,8})$/.exec(text) ?? [];
  if (id === '') return null;
  if (tab === 'largest') return /^\d{1,9}$/.test(key) ? [Number(key), Number(id)] : null;
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(key);
  return isTime && !Number.isNaN(new Date(key).getTime()) ? [key, Number(id)] : null;
}
