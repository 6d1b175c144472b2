import { expect, test } from 'vitest';
import { foldEvents } from './fold-events';
import type { CaseEvent } from './types';

const joined = (count: number, score: number, traps = 0): CaseEvent => ({
  kind: 'complaints-joined',
  detail: { count, score, traps, reporters: ['loop:1'] },
});
const note: CaseEvent = { kind: 'note', detail: { text: 'angerufen' } };

test('a run of joined complaints is one line with their sum and the score before all of them', () => {
  const run = [joined(2, 120), joined(1, 110, 1), joined(4, 100, 2)];
  expect(foldEvents([note, ...run, note])).toEqual([
    { event: note, run: [] },
    { event: joined(7, 100, 3), run },
    { event: note, run: [] },
  ]);
});

test('short runs and everything else stay line by line, in their order', () => {
  const events = [joined(1, 30), joined(1, 20), note, joined(1, 10)];
  expect(foldEvents(events)).toEqual(events.map((event) => ({ event, run: [] })));
  expect(foldEvents([])).toEqual([]);
});

test('a run ends where somebody did something', () => {
  const run = [joined(1, 3), joined(1, 2), joined(1, 1)];
  expect(foldEvents([...run, note, ...run]).map(({ run: { length } }) => length)).toEqual([3, 0, 3]);
});
