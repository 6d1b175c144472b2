// The steps that the screen shows end at the number that was computed.

import { describe, expect, it } from 'vitest';
import { accountScore } from './account-score';
import { complaintScore } from './complaint-score';
import { complaintValue } from './complaint-value';
import { defaultPolicy } from './policy';
import { runningResults, stageScoreOf } from './running-results';
import { logSignals } from './signals/log-signals';
import { burstFacts } from './signals/testing';

/** 40 of 50 points. */
const log = logSignals(
  { to: burstFacts.to, facts: burstFacts },
  { declaredBulk: false, ageDays: null },
  defaultPolicy,
);

describe('the steps of a score', () => {
  it('of a complaint end at its value', () => {
    const receivedAt = new Date('2026-11-21T12:00:00Z');
    const mailDate = new Date('2026-11-19T12:00:00Z');
    const facts = {
      kind: 'user',
      trustFactor: 0.6,
      attributionFactor: 0.6,
      mailDate,
      receivedAt,
      incidents: 1,
    } as const;
    const { value, lines } = complaintValue(facts, defaultPolicy);
    expect(runningResults(lines).map(({ result }) => Math.round(result * 1000) / 1000)).toEqual([
      5, 3, 2.1, 1.26,
    ]);
    expect(runningResults(lines).at(-1)?.result).toBeCloseTo(value, 12);
  });

  it('of an account end at its score, whatever caps and history did', () => {
    const { S, lines: first } = complaintScore(
      [
        { reporterKey: 'loop:1', unauthenticated: false, valueNow: 90 },
        { reporterKey: 'domain:example.net', unauthenticated: false, valueNow: 12.5 },
        { reporterKey: 'unauthenticated:example.org', unauthenticated: true, valueNow: 33 },
      ],
      defaultPolicy,
    );
    const { P, lines } = accountScore(
      { S, ownIncidents: 1, otherCustomerIncidents: 1, declaredBulk: true, log },
      defaultPolicy,
    );
    const steps = runningResults([...first, ...lines]);
    expect(steps.find(({ line }) => line.code === 'complaints')?.result).toBe(62.5);
    expect(steps[2]?.result).toBe(62.5);
    expect(steps.at(-1)?.result).toBeCloseTo(P, 12);
  });

  it('without unauthenticated reporters come to what the stage follows from', () => {
    const reporters = [
      { reporterKey: 'loop:1', unauthenticated: false, valueNow: 12 },
      { reporterKey: 'unauthenticated:example.org', unauthenticated: true, valueNow: 33 },
    ];
    const rest = { ownIncidents: 1, otherCustomerIncidents: 0, declaredBulk: false, log };
    const { S, lines: first } = complaintScore(reporters, defaultPolicy);
    const { P, lines } = accountScore({ S, ...rest }, defaultPolicy);
    expect(P).toBe(73);
    expect(stageScoreOf([...first, ...lines])).toBe(58);
    expect(stageScoreOf([])).toBe(0);
  });

  it('of nothing are none', () => {
    expect(runningResults([])).toEqual([]);
  });
});
