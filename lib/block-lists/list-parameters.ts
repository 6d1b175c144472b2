// The state of the page of listings in its URL: tab and page key. A bad parameter becomes a problem with a sentence. Pure.

import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';

export const listingTabs = ['open', 'ended'] as const;
export type ListingTab = (typeof listingTabs)[number];

/** Where a page begins: the listing after which it stands, by the time that the tab is ordered by. */
export interface ListingKey {
  /** ISO 8601 with microseconds. */
  at: string;
  id: number;
}

const keyShape =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z)~([1-9]\d{0,14})$/;

function readKey(text: string): ListingKey | null {
  const [, at, id] = keyShape.exec(text) ?? [];
  if (at === undefined || id === undefined) return null;
  const moment = new Date(at);
  const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === at.slice(0, 10);
  return isDay ? { at, id: Number(id) } : null;
}

/** Reads the query of `/block-lists`. */
export function parseListingParameters(raw: RawParameters): {
  tab: ListingTab;
  after: ListingKey | null;
  problems: ParameterProblem[];
} {
  const read = new ParameterReader(raw);
  const tab = read.oneOf('tab', listingTabs) ?? 'open';
  const text = read.checked('after', (value) => readKey(value) !== null);
  return { tab, after: text === null ? null : readKey(text), problems: read.problems };
}

/** The query string of a tab, at the page after `key`. */
export function listingQuery(tab: ListingTab, key: ListingKey | null = null): string {
  const query = new URLSearchParams();
  if (tab !== 'open') query.set('tab', tab);
  if (key !== null) query.set('after', `${key.at}~${key.id}`);
  return query.size === 0 ? '' : `?${query.toString()}`;
}
