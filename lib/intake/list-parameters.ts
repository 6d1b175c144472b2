// The state of the intake list in its URL: state, place, mailbox, page key. A bad parameter becomes a problem with a
// sentence, never an error page. Pure.

import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';

/** The states of the list, in the order of its tabs. `restricted` mail is in no list: it has a desk of its own. */
export const mailStates = [
  'received',
  'processed',
  'to_check',
  'kept',
  'not_recognised',
  'quarantined',
] as const;
export type MailState = (typeof mailStates)[number];

export interface MailFilter {
  state: MailState | null;
  /** The mailbox's id. */
  mailbox: number | null;
}

export interface MailListView extends MailFilter {
  /** Where among the kept mail: the reason it was kept for, else its format. Only with the state `kept`. */
  place: string | null;
  /** Mail older than this id, or newer; at most one of them is set. */
  after: number | null;
  before: number | null;
}

export const defaultMailView: MailListView = {
  state: null,
  place: null,
  mailbox: null,
  after: null,
  before: null,
};

const idShape = /^[1-9]\d{0,14}$/;
/** The column of mailbox ids is 32 bits wide. */
const mailboxIdShape = /^[1-9]\d{0,8}$/;
const placeShape = /^[a-z][a-z0-9-]{0,49}$/;

/** An id out of a URL; null where it is none. */
export function readId(text: string): number | null {
  return idShape.test(text) ? Number(text) : null;
}

/** Reads the query of `/intake`. */
export function parseMailParameters(raw: RawParameters): {
  view: MailListView;
  problems: ParameterProblem[];
} {
  const read = new ParameterReader(raw);
  const id = (name: string, shape = idShape) => {
    const text = read.checked(name, (value) => shape.test(value));
    return text === null ? null : readId(text);
  };
  const state = read.oneOf('state', mailStates);
  const view: MailListView = {
    state,
    place: state === 'kept' ? read.checked('place', (value) => placeShape.test(value)) : read.refuse('place'),
    mailbox: id('mailbox', mailboxIdShape),
    after: id('after'),
    before: id('before'),
  };
  if (view.after !== null && view.before !== null) {
    view.before = read.problem('before', String(view.before), 'both-ways');
  }
  return { view, problems: read.problems };
}

/** The query string of a view; page keys only where named. */
export function mailQuery(view: MailListView, changes: Partial<MailListView> = {}): string {
  const next = { ...view, after: null, before: null, ...changes };
  const query = new URLSearchParams();
  for (const name of ['state', 'place', 'mailbox', 'after', 'before'] as const) {
    const value = next[name];
    if (value !== null) query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}
