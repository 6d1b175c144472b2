// P = S × F × H + L: each factor at its limits, and lines that give P.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountScore, historyFactor } from './account-score';
import { complaintRate } from './complaint-rate';
import { defaultPolicy as policy } from './policy';
import { logSignals } from './signals/log-signals';
import { burstFacts, quietFacts } from './signals/testing';

describe('accountScore', () => {
  it('history is 0.5 for each own incident and 0.25 for each of the customer, 2 at most', () => {
    expect([
      historyFactor(0, 0, policy),
      historyFactor(1, 0, policy),
      historyFactor(0, 1, policy),
      historyFactor(1, 1, policy),
      historyFactor(9, 9, policy),
    ]).toEqual([1, 1.5, 1.25, 1.75, 2]);
  });

  it.each([
    [1, 99, 1],
    [99, 99, 1],
    [0, 1000, 0.5],
    [1, 1000, 1],
    [3, 1000, 1],
    [3.1, 1000, 1.5],
    [10, 1000, 1.5],
    [10.1, 1000, 2],
  ])('%d complaints of %d recipients give the rate factor %d', (complaints, recipients, expected) => {
    const { line, perMille } = complaintRate({ complaints, delivered: recipients, days: 7 }, policy);
    expect(line.factor).toBe(expected);
    const code = complaints === 0 || complaints > 9 ? 'rate' : 'rate-unsure';
    expect([line.code, perMille]).toEqual(
      recipients < 100 ? ['rate-too-few', null] : [code, (complaints / recipients) * 1000],
    );
  });

  it('without logs the rate counts 1 and the signals 0, and the lines say so', () => {
    const { P, lines } = accountScore(
      { S: 12, ownIncidents: 0, otherCustomerIncidents: 0, declaredBulk: false },
      policy,
    );
    expect(P).toBe(12);
    expect(lines.map((line) => line.code)).toEqual([
      'complaints',
      'rate-unknown',
      'history',
      'log-signals-missing',
    ]);
  });

  it('its lines, worked through in order, give P', () => {
    const number = fc.double({ min: 0, max: 200, noNaN: true });
    fc.assert(
      fc.property(
        number,
        fc.option(fc.constantFrom(quietFacts, burstFacts), { nil: undefined }),
        fc.nat(5),
        fc.nat(5),
        fc.boolean(),
        (S, found, own, other, declaredBulk) => {
          const known = found === undefined ? null : { to: found.to, facts: found };
          const facts = {
            S,
            log: logSignals(known, { declaredBulk, ageDays: 2 }, policy),
            ownIncidents: own,
            otherCustomerIncidents: other,
            declaredBulk,
          };
          const { P, lines } = accountScore(facts, policy);
          const worked = lines.reduce(
            (value, line) => (line.op === 'times' ? value * line.factor : value + line.factor),
            0,
          );
          expect(worked).toBeCloseTo(P, 9);
          expect(P).toBeLessThanOrEqual(S * 2 + policy.logSignalCap + 1e-9);
        },
      ),
    );
  });
});
