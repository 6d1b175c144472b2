// The state of the task list in its URL: tab and page key. A bad parameter becomes a problem with a sentence. Pure.

import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';

export const taskTabs = ['open', 'done'] as const;
export type TaskTab = (typeof taskTabs)[number];

/** Where a page begins: the time that the tab is ordered by, ISO 8601 with microseconds, and the task. */
export interface TaskKey {
  at: string;
  id: number;
}

export interface TaskListView {
  tab: TaskTab;
  after: TaskKey | null;
  before: TaskKey | null;
}

const keyShape =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z)~([1-9]\d{0,14})$/;

/** Reads a page key; null where the text is none, also where it names a 31st of February. */
export function readTaskKey(text: string): TaskKey | null {
  const [, at, id] = keyShape.exec(text) ?? [];
  if (at === undefined || id === undefined) return null;
  const moment = new Date(at);
  const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === at.slice(0, 10);
  return isDay ? { at, id: Number(id) } : null;
}

/** Reads the query of `/tasks`. */
export function parseTaskParameters(raw: RawParameters): {
  view: TaskListView;
  problems: ParameterProblem[];
} {
  const read = new ParameterReader(raw);
  const key = (name: string) => {
    const text = read.checked(name, (value) => readTaskKey(value) !== null);
    return text === null ? null : readTaskKey(text);
  };
  const view: TaskListView = {
    tab: read.oneOf('tab', taskTabs) ?? 'open',
    after: key('after'),
    before: key('before'),
  };
  if (view.after !== null && view.before !== null) {
    view.before = read.problem('before', writeTaskKey(view.before), 'both-ways');
  }
  return { view, problems: read.problems };
}

function writeTaskKey({ at, id }: TaskKey): string {
  return `${at}~${id}`;
}

/** The query string of a tab, at the page that `key` names. */
export function taskQuery(tab: TaskTab, page: { after?: TaskKey; before?: TaskKey } = {}): string {
  const query = new URLSearchParams();
  if (tab !== 'open') query.set('tab', tab);
  if (page.after) query.set('after', writeTaskKey(page.after));
  if (page.before) query.set('before', writeTaskKey(page.before));
  return query.size === 0 ? '' : `?${query.toString()}`;
}
