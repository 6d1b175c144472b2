// From the stage of before to the stage of now: up at once, down slowly.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPolicy as policy } from './policy';
import { nextStage, type NextStage } from './stage-for';
import { stageRank } from './stages';
import { noMinimum } from './testing';
import type { StageCode } from './types';

const hourMs = 3_600_000;
const start = new Date('2026-11-21T08:00:00Z');
const at = (hours: number): Date => new Date(start.getTime() + hours * hourMs);
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
