// When a case opens, and what opens one again that a person has ended.

import { describe, expect, it } from 'vitest';
import { opensCase } from './opens-case';
import { defaultPolicy as policy } from './policy';
import { isTrapHit, stageFor } from './stage-for';
import { noMinimum } from './testing';

describe('opensCase', () => {
  const ask = (P: number, more: Partial<Parameters<typeof opensCase>[0]> = {}): string => {
    const { stage: now } = stageFor({ P, minimum: noMinimum, probation: more.probation ?? false }, policy);
    const { opens, reason } = opensCase(
      { stage: now, P, baseline: null, trapHit: false, probation: false, ...more },
      policy,
    );
    return `${opens} ${reason}`;
  };

  it('at the stage of review, sooner on probation', () => {
    expect(ask(24.9)).toBe('false below-review');
    expect(ask(25)).toBe('true threshold');
    expect(ask(13, { probation: true })).toBe('true threshold-probation');
    expect(ask(12, { probation: true, stage: 'review' })).toBe('true minimum-rule');
    expect(ask(16, { stage: 'review' }), 'five people').toBe('true minimum-rule');
    expect(ask(10, { trapHit: true })).toBe('false below-review');
  });

  it('a trap hit is one that is surely reported and surely of the account', () => {
    const sure = { kind: 'trap', unauthenticated: false, trustFactor: 1, attributionFactor: 0.9 };
    const hit = (more: Partial<typeof sure>): boolean => isTrapHit({ ...sure, ...more }, policy);
    expect(hit({})).toBe(true);
    expect(hit({ kind: 'user' })).toBe(false);
    expect(hit({ unauthenticated: true })).toBe(false);
    expect(hit({ attributionFactor: 0.6 }), 'only claims to be the account’s').toBe(false);
  });

  it('after a dismissal only clearly more points, a higher stage or a trap', () => {
    const baseline = { score: 30, stage: 'review' as const };
    expect(ask(30, { baseline })).toBe('false within-baseline');
    expect(ask(54.9, { baseline })).toBe('false within-baseline');
    expect(ask(55, { baseline })).toBe('true above-baseline');
    expect(ask(36, { baseline, trapHit: true })).toBe('true trap-hit');
    expect(ask(60, { baseline: { score: 50, stage: 'review' } })).toBe('true higher-stage');
    expect(ask(5, { baseline, trapHit: true })).toBe('false below-review');
  });
});
