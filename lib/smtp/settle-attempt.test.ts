import { describe, expect, it } from 'vitest';
import { settleAttempt } from './settle-attempt';
import type { SendOutcome } from './types';

describe('after an attempt', () => {
  const outcome = (kind: SendOutcome['kind']): SendOutcome =>
    kind === 'permanent' ? { kind, response: '', isAboutMail: true } : { kind, response: '' };
  it.each([
    ['accepted', 'accepted', null],
    ['permanent', 'failed', null],
    ['ambiguous', 'ambiguous', null],
    ['temporary', 'due', 60],
    ['not-reached', 'due', 60],
  ] as const)('%s: the notice is %s', (kind, state, dueInSeconds) => {
    expect(settleAttempt(outcome(kind), 1, 0)).toEqual({ state, dueInSeconds });
  });
  it('the next one comes later each time, and after two days none', () => {
    expect([1, 2, 5, 50].map((n) => settleAttempt(outcome('temporary'), n, 1).dueInSeconds)).toEqual([
      60, 300, 3_600, 3_600,
    ]);
    expect(settleAttempt(outcome('not-reached'), 50, 48)).toEqual({ state: 'failed', dueInSeconds: null });
  });
  it('what may have arrived is never sent again by itself', () => {
    for (const attempts of [1, 2, 9])
      expect(settleAttempt(outcome('ambiguous'), attempts, 0).dueInSeconds).toBeNull();
  });
});
