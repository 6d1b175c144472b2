import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountScore, historyFactor } from './account-score';
import { complaintRate } from './complaint-rate';
import { opensCase } from './opens-case';
import { defaultPolicy as policy } from './policy';
import { logSignals } from './signals/log-signals';
import { burstFacts, quietFacts } from './signals/testing';
import { isTrapHit, nextStage, qualifiesForMinimum, stageFor, type NextStage } from './stage-for';
import { stageCodes, stageOfRank, stageRank } from './stages';
import type { MinimumEvidence, StageCode } from './types';

const hourMs = 3_600_000;
const start = new Date('2026-11-21T08:00:00Z');
const at = (hours: number): Date => new Date(start.getTime() + hours * hourMs);
const noMinimum: MinimumEvidence = {
  fraudQualified: false,
  distinctComplainants: 0,
  ratePerMille: null,
  sureRatePerMille: null,
  declaredBulk: false,
  logSignals: null,
};

const stage = (P: number, minimum: Partial<MinimumEvidence> = {}, probation = false): string => {
  const decision = stageFor({ P, minimum: { ...noMinimum, ...minimum }, probation }, policy);
  return decision.rule === 'score' ? decision.stage : `${decision.stage} by ${decision.rule}`;
};

describe('stageFor', () => {
  it.each([
    [0, 'observation'],
    [9.99, 'observation'],
    [10, 'notable'],
    [24.99, 'notable'],
    [25, 'review'],
    [60, 'urgent'],
    [120, 'emergency'],
    [1000, 'emergency'],
  ])('%d points are %s', (P, expected) => {
    expect(stage(P)).toBe(expected);
  });

  it('halves the thresholds during probation', () => {
    expect([4.9, 5, 12.5, 30, 60].map((P) => stage(P, {}, true))).toEqual([
      'observation',
      'notable',
      'review',
      'urgent',
      'emergency',
    ]);
  });

  it('a confirmed fraud is notable at least, five complainants are for review at least', () => {
    expect(stage(3, { fraudQualified: true })).toBe('notable by minimum-fraud');
    expect(stage(30, { fraudQualified: true })).toBe('review');
    expect(stage(24, { distinctComplainants: 4 })).toBe('notable');
    expect(stage(24, { distinctComplainants: 5 })).toBe('review by minimum-complainants');
    expect(stage(3, { distinctComplainants: 5, fraudQualified: true })).toBe(
      'review by minimum-complainants',
    );
    expect(stage(70, { distinctComplainants: 50 })).toBe('urgent');
  });

  it('leaves declared bulk senders alone until their rate reaches three in a thousand', () => {
    expect(stage(3, { distinctComplainants: 9, declaredBulk: true })).toBe('observation');
    expect(stage(3, { distinctComplainants: 9, declaredBulk: true, ratePerMille: 2.9 })).toBe('observation');
    expect(stage(3, { distinctComplainants: 9, declaredBulk: true, ratePerMille: 3 })).toBe(
      'review by minimum-complainants',
    );
  });

  it('leaves others alone while they are not surely above one in a thousand and a known log finds nothing unusual', () => {
    const many = { distinctComplainants: 9 };
    expect(stage(3, { ...many, sureRatePerMille: 0.9, logSignals: 0 })).toBe('observation');
    const raised = 'review by minimum-complainants';
    expect(stage(3, { ...many, sureRatePerMille: 1, logSignals: 0 })).toBe(raised);
    expect(stage(3, { ...many, sureRatePerMille: 0.9, logSignals: 5 })).toBe(raised);
    expect(stage(3, { ...many, sureRatePerMille: 0.9, logSignals: null })).toBe(raised);
    expect(stage(3, { ...many, sureRatePerMille: null, logSignals: 0 })).toBe(raised);
    expect(stage(3, { fraudQualified: true, sureRatePerMille: 0.1, logSignals: 0 })).toBe(
      'notable by minimum-fraud',
    );
  });

  it('25 points of our own log are for review at least, whoever it is', () => {
    expect(stage(25, { logSignals: 24.9 })).toBe('review');
    expect(stage(3, { logSignals: 24.9 })).toBe('observation');
    expect(stage(3, { logSignals: 25 })).toBe('review by own-detection');
    expect(stage(3, { logSignals: 25, declaredBulk: true })).toBe('review by own-detection');
    expect(stage(70, { logSignals: 40 })).toBe('urgent');
  });

  it('counts for the minimum rules only what is trusted and attributed surely', () => {
    expect(qualifiesForMinimum({ trustFactor: 0.6, attributionFactor: 0.9 }, policy)).toBe(true);
    expect(qualifiesForMinimum({ trustFactor: 0.2, attributionFactor: 1 }, policy)).toBe(false);
    expect(qualifiesForMinimum({ trustFactor: 1, attributionFactor: 0.6 }, policy)).toBe(false);
  });

  it('never falls as the points rise', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.boolean(),
        (a, b, probation) => {
          const [low, high] = a < b ? [a, b] : [b, a];
          const rank = (P: number): number =>
            stageRank(stageFor({ P, minimum: noMinimum, probation }, policy).stage);
          expect(rank(low)).toBeLessThanOrEqual(rank(high));
        },
      ),
    );
  });
});

describe('nextStage', () => {
  /** Runs looks at (hours, P) one after the other. */
  function run(
    looks: readonly (readonly [number, number])[],
    first: StageCode = 'observation',
    minimum = noMinimum,
  ): NextStage[] {
    const seen: NextStage[] = [];
    let before = { stage: first, stageSince: start, belowSince: null as Date | null };
    for (const [hours, P] of looks) {
      const { stage: current, stageSince, belowSince } = before;
      const next = nextStage(
        { current, stageSince, belowSince, now: at(hours), P, minimum, probation: false },
        policy,
      );
      seen.push(next);
      before = next;
    }
    return seen;
  }
  const stages = (list: NextStage[]): StageCode[] => list.map((next) => next.stage);

  it('rises at once, over several stages if need be', () => {
    expect(run([[1, 130]])).toEqual([
      { stage: 'emergency', stageSince: at(1), belowSince: null, rule: 'score' },
    ]);
  });

  it('falls only after 24 hours below 70 % of the threshold', () => {
    const seen = run([
      [1, 30],
      [2, 17],
      [25, 17],
      [26, 17],
    ]);
    expect(stages(seen)).toEqual(['review', 'review', 'review', 'notable']);
    expect(seen[1]).toMatchObject({ belowSince: at(2), rule: 'hysteresis' });
    expect(seen[3]).toMatchObject({ belowSince: null, stageSince: at(26) });
  });

  it('does not fall between 70 % and the threshold, and a rise above 70 % starts the day again', () => {
    expect(
      stages(
        run([
          [1, 30],
          [2, 20],
          [200, 18],
        ]),
      ),
    ).toEqual(['review', 'review', 'review']);
    expect(
      stages(
        run([
          [1, 30],
          [2, 10],
          [20, 18],
          [27, 10],
          [50, 10],
          [51, 10],
        ]),
      ),
    ).toEqual(['review', 'review', 'review', 'review', 'review', 'notable']);
  });

  it('a stage that a minimum rule gives stays as long as the rule holds', () => {
    const minimum = { ...noMinimum, distinctComplainants: 6 };
    expect(
      stages(
        run(
          [
            [1, 5],
            [200, 2],
          ],
          'observation',
          minimum,
        ),
      ),
    ).toEqual(['review', 'review']);
  });

  it('never changes more than once up and once down within a day, however the points jump', () => {
    const looks = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 200, noNaN: true })),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(looks, (steps) => {
        let minutes = 0;
        const seen = run(steps.map(([more, P]) => [(minutes += more) / 60, P] as const));
        let before: { rank: number; since: Date } = { rank: 0, since: start };
        for (const next of seen) {
          const rank = stageRank(next.stage);
          if (rank < before.rank)
            expect(next.stageSince.getTime() - before.since.getTime()).toBeGreaterThanOrEqual(24 * hourMs);
          if (rank !== before.rank) before = { rank, since: next.stageSince };
        }
      }),
    );
  });

  it('a fall by decay alone goes down and never up again', () => {
    const looks = Array.from({ length: 300 }, (_, i) => [i * 2, 150 * 2 ** (-(i * 2) / 72)] as const);
    const ranks = run(looks).map((next) => stageRank(next.stage));
    expect(ranks[0]).toBe(4);
    expect(ranks.at(-1)).toBe(0);
    expect(ranks.every((rank, i) => i === 0 || rank <= (ranks[i - 1] ?? 0))).toBe(true);
  });
});

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

describe('stages', () => {
  it('have ranks from 0 to 4', () => {
    expect(stageCodes.map(stageRank)).toEqual([0, 1, 2, 3, 4]);
    expect(stageCodes.map((_, rank) => stageOfRank(rank))).toEqual([...stageCodes]);
    expect(() => stageOfRank(5)).toThrow(RangeError);
  });
});
