// The history of a busy case is mostly complaints that joined it, a line every few minutes: a run of them is one line, so
// that what people decided stays in sight.

import type { CaseEvent } from './types';

/** Shorter runs stay as they are. */
const MIN_RUN = 3;

/** One line of a history: an event, or a run of complaints that joined with what they come to. */
export interface HistoryLine<Row extends CaseEvent> {
  /** As the newest of a run, with the sums of all; `score` is the oldest's: the account's score before the whole run. */
  event: Row;
  /** The events of the run, newest first; empty where the line is one event. */
  run: Row[];
}

/** `events`: newest first, as a page of the history has them. The order stays. */
export function foldEvents<Row extends CaseEvent>(events: readonly Row[]): HistoryLine<Row>[] {
  const lines: HistoryLine<Row>[] = [];
  for (let at = 0; at < events.length;) {
    const length = runFrom(events, at);
    const run = events.slice(at, at + Math.max(length, 1));
    at += run.length;
    if (length < MIN_RUN) lines.push(...run.map((event) => ({ event, run: [] })));
    else lines.push({ event: summed(run), run });
  }
  return lines;
}

function runFrom(events: readonly CaseEvent[], from: number): number {
  let to = from;
  while (events[to]?.kind === 'complaints-joined') to += 1;
  return to - from;
}

function summed<Row extends CaseEvent>(run: Row[]): Row {
  const [newest] = run;
  if (newest?.kind !== 'complaints-joined') throw new Error('A run has events, all of joined complaints.');
  const sum = { count: 0, traps: 0, score: 0 };
  for (const event of run) {
    if (event.kind !== 'complaints-joined') continue;
    sum.count += event.detail.count;
    sum.traps += event.detail.traps;
    sum.score = event.detail.score;
  }
  return { ...newest, detail: { ...newest.detail, ...sum } };
}
