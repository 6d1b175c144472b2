// Kept sums against rows: whatever order complaints come in, both give the same S; caps hold; standing is decided once.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complaintScore } from './complaint-score';
import { addToSum, decayedSum, maxExponent, removeFromSum } from './decaying-sum';
import { defaultPolicy as policy } from './policy';
import { recomputeFromRows } from './recompute';
import { compareComplaints, decideStanding, standingKey, standingsOf } from './standing';
import type { ComplaintKind, DecayingSum, WeightedComplaint } from './types';

const hourMs = 3_600_000;
const epoch = new Date('2026-01-01T00:00:00Z');
const at = (hours: number): Date => new Date(epoch.getTime() + hours * hourMs);

function complaint(
  reportId: number,
  hours: number,
  more: Partial<WeightedComplaint> = {},
): WeightedComplaint {
  return {
    reportId,
    reporterKey: 'loop:1',
    unauthenticated: false,
    complainant: 'a@example.net',
    receivedAt: at(hours),
    kind: 'user',
    trustFactor: 1,
    attributionFactor: 1,
    weight: 5,
    straggler: false,
    ...more,
  };
}

const arbitraryComplaints = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 0, max: 400 }),
      reporter: fc.constantFrom('loop:1', 'loop:2', 'domain:example.org', 'unauthenticated:example.org'),
      complainant: fc.constantFrom('', 'a@example.net', 'b@example.net'),
      kind: fc.constantFrom<ComplaintKind>('user', 'trap', 'not-spam', 'auth-failure'),
      trustFactor: fc.constantFrom(1, 0.6),
      attributionFactor: fc.constantFrom(0.6, 0.3, 0),
      straggler: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  .map((list) =>
    list.map(({ hours, reporter, ...rest }, i) => {
      const points = policy.kinds[rest.kind];
      const weight = points * rest.trustFactor * rest.attributionFactor;
      const unauthenticated = reporter.startsWith('unauthenticated:');
      return complaint(i + 1, hours, { ...rest, reporterKey: reporter, unauthenticated, weight });
    }),
  );

/** What a worker keeps: one sum a reporter, each complaint added as it comes, in the order of receipt. */
function keepSums(
  complaints: readonly WeightedComplaint[],
): Map<string, DecayingSum & { unauthenticated: boolean }> {
  const sums = new Map<string, DecayingSum & { unauthenticated: boolean }>();
  const counted = new Map<string, WeightedComplaint[]>();
  for (const one of [...complaints].sort(compareComplaints)) {
    const key = standingKey(one);
    const stack = counted.get(key) ?? [];
    counted.set(key, stack);
    const { standing, cancels } = decideStanding(one, stack.at(-1) ?? null, policy);
    const sum = sums.get(one.reporterKey) ?? null;
    const { unauthenticated } = one;
    if (standing === 'counted') {
      stack.push(one);
      sums.set(one.reporterKey, { ...addToSum(sum, one.weight, one.receivedAt, policy), unauthenticated });
    }
    const cancelled = cancels === null ? undefined : stack.pop();
    if (cancelled !== undefined && sum !== null) {
      sums.set(one.reporterKey, {
        ...removeFromSum(sum, cancelled.weight, cancelled.receivedAt, policy),
        unauthenticated,
      });
    }
  }
  return sums;
}

describe('kept sums and rows', () => {
  it('give the same S', () => {
    fc.assert(
      fc.property(arbitraryComplaints, fc.integer({ min: 400, max: 5000 }), (complaints, hours) => {
        const now = at(hours);
        const reporters = [...keepSums(complaints)].map(
          ([reporterKey, { epoch: since, sum, unauthenticated }]) => ({
            reporterKey,
            unauthenticated,
            valueNow: decayedSum(sum, since, now, policy),
          }),
        );
        expect(complaintScore(reporters, policy).S).toBeCloseTo(
          recomputeFromRows(complaints, now, policy).S,
          9,
        );
      }),
    );
  });

  it('give the same S whatever order the rows come in', () => {
    fc.assert(
      fc.property(
        arbitraryComplaints.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([complaints, shuffled]) => {
          const inOrder = recomputeFromRows(complaints, at(500), policy);
          const outOfOrder = recomputeFromRows(shuffled, at(500), policy);
          expect(outOfOrder.S).toBeCloseTo(inOrder.S, 9);
          for (const [id, standing] of inOrder.standings) expect(outOfOrder.standings.get(id)).toBe(standing);
        },
      ),
    );
  });

  it('halve every 72 hours', () => {
    const sum = addToSum(null, 8, at(0), policy);
    expect([0, 72, 144, 216].map((hours) => decayedSum(sum.sum, sum.epoch, at(hours), policy))).toEqual([
      8, 4, 2, 1,
    ]);
  });

  it('move their epoch before a double ends, and lose nothing by it', () => {
    const years = 72 * (maxExponent + 1);
    const old = addToSum(null, 5, at(0), policy);
    const moved = addToSum(old, 5, at(years), policy);
    expect(moved.epoch).toEqual(at(years));
    expect(moved.sum).toBeCloseTo(5, 12);
    const stays = addToSum(old, 5, at(72 * (maxExponent - 1)), policy);
    expect(Number.isFinite(stays.sum)).toBe(true);
    expect(decayedSum(stays.sum, stays.epoch, at(72 * (maxExponent - 1)), policy)).toBeCloseTo(5, 12);
  });

  it('accept a complaint older than their epoch', () => {
    const sum = addToSum(addToSum(null, 5, at(72), policy), 4, at(0), policy);
    expect(decayedSum(sum.sum, sum.epoch, at(72), policy)).toBeCloseTo(7, 12);
  });

  it('never fall below nothing when a complaint is taken back', () => {
    const sum = removeFromSum(addToSum(null, 0.1 + 0.2, at(0), policy), 0.3 + 1e-12, at(0), policy);
    expect(sum.sum).toBe(0);
  });
});

describe('standing', () => {
  const standings = (...list: WeightedComplaint[]): string[] => {
    const all = standingsOf(list, policy);
    return list.map(({ reportId }) => all.get(reportId) ?? 'missing');
  };

  it('one complaint of a complainant counts in 24 hours, measured from the last that counted', () => {
    expect(standings(complaint(1, 0), complaint(2, 20), complaint(3, 24), complaint(4, 47))).toEqual([
      'counted',
      'repeated',
      'counted',
      'repeated',
    ]);
  });

  it('other complainants and other reporters count on their own', () => {
    const other = complaint(2, 0, { complainant: 'b@example.net' });
    const elsewhere = complaint(3, 0, { reporterKey: 'loop:2' });
    expect(standings(complaint(1, 0), other, elsewhere)).toEqual(['counted', 'counted', 'counted']);
  });

  it('reports without complainant are one complainant per reporter', () => {
    expect(standings(complaint(1, 0, { complainant: '' }), complaint(2, 1, { complainant: '' }))).toEqual([
      'counted',
      'repeated',
    ]);
  });

  it('a complaint that weighs nothing does not shield the account from the next', () => {
    expect(standings(complaint(1, 0, { weight: 0 }), complaint(2, 1))).toEqual(['weightless', 'counted']);
  });

  it('a straggler about mail from before the release weighs nothing', () => {
    expect(standings(complaint(1, 0, { straggler: true }), complaint(2, 1))).toEqual([
      'straggler',
      'counted',
    ]);
  });

  const notSpam = (id: number, hours: number, more: Partial<WeightedComplaint> = {}): WeightedComplaint =>
    complaint(id, hours, { kind: 'not-spam', weight: 0, ...more });

  it('not-spam takes back the latest complaint of the same complainant through the same feed, and no more', () => {
    const list = [complaint(1, 0), complaint(2, 30), notSpam(3, 31), complaint(4, 32)];
    expect(standings(...list)).toEqual(['counted', 'cancelled', 'weightless', 'counted']);
    expect(recomputeFromRows(list, at(32), policy).S).toBeCloseTo(5 * 2 ** (-32 / 72) + 5, 9);
  });

  it.each([
    ['another feed', { reporterKey: 'loop:2' }],
    ['another complainant', { complainant: 'b@example.net' }],
    ['lower trust', { trustFactor: 0.2 }],
    ['no attribution', { attributionFactor: 0 }],
  ])('not-spam of %s cancels nothing', (_, more) => {
    expect(standings(complaint(1, 0), notSpam(2, 1, more))).toEqual(['counted', 'weightless']);
  });

  it('a late arrival takes the place that its time of receipt gives it', () => {
    expect(standings(complaint(7, 10), complaint(9, 0))).toEqual(['repeated', 'counted']);
  });
});

describe('complaintScore', () => {
  const value = fc.record({
    reporterKey: fc.string({ maxLength: 4 }),
    unauthenticated: fc.boolean(),
    valueNow: fc.double({ min: 0, max: 500, noNaN: true }),
  });

  it('never gives one reporter more than its cap, nor the unauthenticated together more than theirs', () => {
    fc.assert(
      fc.property(fc.array(value), (reporters) => {
        const authenticated = reporters.filter((one) => !one.unauthenticated).length;
        const { S } = complaintScore(reporters, policy);
        expect(S).toBeLessThanOrEqual(authenticated * policy.reporterCap + policy.unauthenticatedCap + 1e-9);
        const forged = complaintScore(
          reporters.filter((one) => one.unauthenticated),
          policy,
        ).S;
        expect(forged).toBeLessThanOrEqual(policy.unauthenticatedCap);
      }),
    );
  });

  it('never falls when a complaint is added', () => {
    fc.assert(
      fc.property(fc.array(value), value, (reporters, more) => {
        const before = complaintScore(reporters, policy).S;
        expect(complaintScore([...reporters, more], policy).S).toBeGreaterThanOrEqual(before - 1e-9);
      }),
    );
  });

  it('says in its lines what S is made of, in few lines even in a flood', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 80 }), (reporters) => {
        const { S, lines } = complaintScore(reporters, policy);
        expect(lines.reduce((sum, line) => sum + line.factor, 0)).toBeCloseTo(S, 6);
        expect(lines.length).toBeLessThanOrEqual(22);
      }),
    );
  });
});
