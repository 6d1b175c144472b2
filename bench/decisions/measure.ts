// Plays the scenarios and sums up: what the desk and plain counting see, when, and whom they trouble for nothing.

import { Random } from '@/lib/sample-provider/random';
import { runCounting } from './counting';
import { countUntil, runDesk, type Call, type Played } from './desk';
import type { Scenario } from './scenarios';
import { HOUR } from './world';

/** Who decides: the desk's rules, or so many reports. */
export const JUDGES = ['desk', 25, 100] as const;
export type Judge = (typeof JUDGES)[number];

export interface Sight {
  judge: Judge;
  /** Abuse: share of the runs in which a person was asked to look. */
  found: number;
  /** Abuse that was found: complaints until then, and minutes from the first mail; medians. */
  complaints: number;
  minutes: number;
  /** Share of the accounts that take part which were seen. */
  accountsSeen: number;
  /** Innocent: cases per 1,000 accounts. */
  falseCases: number;
}

export interface Measured {
  scenario: Scenario;
  sights: Sight[];
}

/** Plays one scenario as often as it says. */
export function measure(scenario: Scenario, seed: number): Measured {
  const root = new Random(`decisions ${seed} ${scenario.id}`);
  const groups = Array.from({ length: scenario.runs }, (_entry, run) =>
    Array.from({ length: scenario.accounts }, (_account, n) => scenario.play(root.fork(`${run} ${n}`))),
  );
  return { scenario, sights: JUDGES.map((judge) => sightOf(judge, scenario, groups)) };
}

function sightOf(judge: Judge, scenario: Scenario, groups: readonly Played[][]): Sight {
  const seen = groups.map((group) => ({ group, calls: callsOf(judge, scenario, group) }));
  const firsts = seen.flatMap(({ group, calls }) => {
    const at = Math.min(...calls.flat().map((call) => call.at));
    if (at === Infinity) return [];
    return [{ at, complaints: group.reduce((sum, { complaints }) => sum + countUntil(complaints, at), 0) }];
  });
  const all = seen.flatMap(({ calls }) => calls);
  const cases = all.reduce((sum, calls) => sum + calls.length, 0);
  return {
    judge,
    found: firsts.length / groups.length,
    complaints: median(firsts.map(({ complaints }) => complaints)),
    minutes: median(firsts.map(({ at }) => at / 60_000)),
    accountsSeen: all.filter((calls) => calls.length > 0).length / all.length,
    falseCases: (cases / all.length) * 1000,
  };
}

function callsOf(judge: Judge, scenario: Scenario, group: readonly Played[]): Call[][] {
  if (judge === 'desk') return deskCalls(scenario, group);
  return group.map(({ complaints }) => runCounting(complaints, judge, scenario.isAbuse));
}

/**
 * The accounts of one customer: a confirmed incident of one weighs on the others from then on. The one that is seen next
 * is settled first, since only what is earlier can weigh on what is later.
 */
function deskCalls(scenario: Scenario, group: readonly Played[]): Call[][] {
  const settled = group.map((): Call[] => []);
  const left = new Set(group.keys());
  const incidents: number[] = [];
  while (left.size > 0) {
    const next = [...left]
      .map((index) => ({
        index,
        calls: runDesk(group[index] ?? { complaints: [], traffic: null }, {
          ...scenario,
          otherIncidents: incidents,
        }),
      }))
      .filter(({ calls }) => calls.length > 0)
      .sort((one, other) => (one.calls[0]?.at ?? 0) - (other.calls[0]?.at ?? 0))[0];
    if (next === undefined) break;
    settled[next.index] = next.calls;
    left.delete(next.index);
    if (scenario.isAbuse) incidents.push((next.calls[0]?.at ?? 0) + HOUR);
  }
  return settled;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
