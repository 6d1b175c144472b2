// The procedure's rules: where a mail stands, and that two people are needed to destroy it.

import { describe, expect, it } from 'vitest';
import { needsNote, refusalOf, standingOf } from './procedure';
import { stepKinds, type RestrictedStep, type StepKind } from './types';

const at = new Date('2026-11-21T18:00:00Z');
const people = { anna: { id: 1, name: 'Anna' }, bernd: { id: 2, name: 'Bernd' } };

function steps(...taken: [StepKind, keyof typeof people][]): RestrictedStep[] {
  return taken.map(([kind, person]) => ({ kind, at, user: people[person], note: null }));
}

describe('where a restricted mail stands', () => {
  it.each([
    ['open', steps()],
    ['open', steps(['note', 'anna'])],
    ['taken-over', steps(['taken-over', 'anna'])],
    ['handed-over', steps(['taken-over', 'anna'], ['handed-over', 'anna'], ['taken-over', 'bernd'])],
    ['destruction-requested', steps(['handed-over', 'anna'], ['destruction-requested', 'anna'])],
    [
      'handed-over',
      steps(['handed-over', 'anna'], ['destruction-requested', 'anna'], ['destruction-withdrawn', 'bernd']),
    ],
    ['destroyed', steps(['destruction-requested', 'anna'], ['destroyed', 'bernd'], ['note', 'anna'])],
  ])('%s', (stage, taken) => expect(standingOf(taken).stage).toBe(stage));

  it('names who took it over last, and who asked for its destruction', () => {
    const taken = steps(['taken-over', 'anna'], ['taken-over', 'bernd'], ['destruction-requested', 'anna']);
    const { handler, request } = standingOf(taken);
    expect([handler, request?.user]).toEqual([people.bernd, people.anna]);
  });
});

describe('a step', () => {
  const requested = steps(['destruction-requested', 'anna']);
  const destroyed = steps(['destruction-requested', 'anna'], ['destroyed', 'bernd']);

  it('of destruction needs a request, and another person than who asked', () => {
    expect(refusalOf('destroyed', [], 1)).toBe('not-requested');
    expect(refusalOf('destroyed', requested, 1)).toBe('second-person');
    expect(refusalOf('destroyed', requested, 2)).toBeNull();
    const withdrawn = [...requested, ...steps(['destruction-withdrawn', 'anna'])];
    expect(refusalOf('destroyed', withdrawn, 2)).toBe('not-requested');
  });

  it('is not taken twice, but over from one another', () => {
    const taken = steps(['taken-over', 'anna'], ['handed-over', 'anna']);
    expect(refusalOf('taken-over', taken, 1)).toBe('already-yours');
    expect(refusalOf('taken-over', taken, 2)).toBeNull();
    expect(refusalOf('handed-over', taken, 2)).toBe('already-handed-over');
    expect(refusalOf('destruction-requested', requested, 2)).toBe('already-requested');
    expect(refusalOf('destruction-withdrawn', [], 2)).toBe('not-requested');
  });

  it('after destruction is a note and nothing else', () => {
    const possible = stepKinds.filter((kind) => refusalOf(kind, destroyed, 3) === null);
    expect(possible).toEqual(['note']);
  });

  it('says why or to whom where that is what it is for', () => {
    expect(stepKinds.filter(needsNote)).toEqual(['note', 'handed-over', 'destruction-requested']);
  });
});
