// The simulation itself: what can be computed by hand comes out so, and what the desk promises holds where the truth is
// known. Fewer runs than the benchmark plays.

import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/sample-provider/random';
import { runCounting } from './counting';
import { attributionAt, runDesk, type Played, type Surroundings } from './desk';
import { factsAt, PRIVATE_HABIT, rateAt, type Traffic } from './own-log';
import { measure, type Judge, type Sight } from './measure';
import { scenarios } from './scenarios';
import { complaint, DAY, HOUR, MINUTE, OUTLOOK, poisson, REPORTERS, YAHOO, type Complaint } from './world';

const VALIDITY = REPORTERS[2];

const ABUSE: Surroundings = {
  isAbuse: true,
  log: { state: 'there' },
  declaredBulk: false,
  otherIncidents: [],
};

/** Complaints of so many people, one a minute, about mail of an hour before. */
function persons(count: number, reporter = YAHOO): Complaint[] {
  return Array.from({ length: count }, (_entry, n) =>
    complaint(reporter, n * MINUTE - HOUR, n * MINUTE, `person-${n}`),
  );
}

function played(id: string, runs = 12): Record<Judge, Sight> {
  const scenario = scenarios.find((each) => each.id === id);
  if (scenario === undefined) throw new Error(id);
  const { sights } = measure({ ...scenario, runs }, 1);
  return Object.fromEntries(sights.map((sight) => [sight.judge, sight])) as Record<Judge, Sight>;
}

/** The same, of an account whose log says nothing. */
const people = (...asked: Parameters<typeof persons>): Played => alone(persons(...asked));
const alone = (complaints: Complaint[]): Played => ({ complaints, traffic: null });

describe('by hand', () => {
  it('the fifth person is seen, four are not; without a log nine are', () => {
    expect(runDesk(people(5), ABUSE)).toEqual([{ at: 4 * MINUTE, complaints: 5 }]);
    expect(runDesk(people(4), ABUSE)).toEqual([]);
    // 9 × 5 × 0.6 = 27, 8 give 24.
    expect(runDesk(people(12), { ...ABUSE, log: { state: 'missing' } })).toEqual([
      { at: 8 * MINUTE, complaints: 9 },
    ]);
  });

  it('reports that name nobody are one a day', () => {
    expect(runDesk(people(20, OUTLOOK), ABUSE)).toEqual([]);
  });

  it('a forged or forwarded mail weighs nothing once the log speaks; a late log is waited for', () => {
    const sent = complaint(YAHOO, 0, HOUR, 'somebody');
    const late = { state: 'late', byMs: 2 * HOUR } as const;
    const factors = [HOUR, HOUR + 15 * MINUTE, 2 * HOUR].map((now) => attributionAt(sent, late, now));
    expect(factors).toEqual([0, 0.6, 1]);
    expect(attributionAt({ ...sent, truth: 'forged' }, late, 2 * HOUR)).toBe(0);
    expect(attributionAt({ ...sent, truth: 'forwarded' }, { state: 'missing' }, HOUR)).toBe(0);
  });

  it('a dismissed case does not come back for the same complaints, but for clearly more of them', () => {
    const innocent = { ...ABUSE, isAbuse: false };
    const first = persons(9);
    const later = (count: number) =>
      persons(count, VALIDITY).map((each) => ({
        ...each,
        at: each.at + 3 * HOUR,
        complainant: `${each.complainant}-later`,
      }));
    expect(runDesk(alone([...first, ...later(1)]), innocent)).toHaveLength(1);
    expect(runDesk(alone([...first, ...later(14)]), innocent)).toHaveLength(2);
  });

  it('counting sees the twenty-fifth report within two weeks, and begins anew', () => {
    expect(runCounting(persons(60), 25, true)).toEqual([{ at: 24 * MINUTE, complaints: 25 }]);
    expect(runCounting(persons(60), 25, false)).toHaveLength(2);
    const slow = persons(60).map((each, n) => ({ ...each, at: n * DAY }));
    expect(runCounting(slow, 25, false)).toEqual([]);
  });

  it('draws as often as the mean says', () => {
    const random = new Random('mean');
    const mean = (of: number): number =>
      Array.from({ length: 4_000 }, () => poisson(of, random)).reduce((sum, n) => sum + n, 0) / 4_000;
    expect(mean(0.5)).toBeCloseTo(0.5, 1);
    expect(Math.abs(mean(75) - 75)).toBeLessThan(0.6);
    expect(poisson(0, random)).toBe(0);
  });
});

describe('the own log by hand', () => {
  const burst: Traffic = {
    ...{ sendings: [{ at: 0, forMs: 2 * HOUR, recipients: 1_200 }], bounceShare: 0.3 },
    ...{ networks: 30, countries: 8, foreignFrom: false, isSite: false, habit: PRIVATE_HABIT },
  };

  it('an hour is counted as far as the log goes', () => {
    expect(factsAt(burst, 30 * MINUTE)?.busiest).toMatchObject({ recipients: 300, median: 2, largest: 15 });
    expect(factsAt(burst, 3 * HOUR)?.busiest.recipients).toBe(600);
    expect(factsAt(burst, 27 * HOUR)).toBeNull();
    expect(
      factsAt(
        { ...burst, sendings: [...burst.sendings, { at: 3 * DAY, forMs: HOUR, recipients: 90 }] },
        3 * DAY + HOUR,
      )?.busiest,
    ).toMatchObject({ recipients: 90, largest: 600 });
  });

  // 50 recipients by then: from 16 new networks 20 points, 15 of them returned 10 more.
  it('is seen within minutes and without a complaint, not at all without the log', () => {
    const silent = { complaints: [], traffic: burst };
    const [call] = runDesk(silent, ABUSE);
    expect(call).toEqual({ at: 5 * MINUTE, complaints: 0 });
    expect(runDesk(silent, { ...ABUSE, log: { state: 'missing' } })).toEqual([]);
    const late = runDesk(silent, { ...ABUSE, log: { state: 'late', byMs: HOUR } });
    expect(late[0]?.at).toBe(HOUR + 5 * MINUTE);
  });

  it('the rate is of mail to where reporters are, and unknown of sites', () => {
    const about = [{ reporterKey: YAHOO.key, sentAt: HOUR }];
    expect(rateAt(burst, about, 3 * HOUR)).toMatchObject({ complaints: 1, delivered: 294 });
    expect(rateAt({ ...burst, isSite: true }, about, 3 * HOUR)).toBeNull();
    expect(rateAt(burst, [], 3 * HOUR)).toBeNull();
  });
});

describe('where the truth is known', () => {
  it.each(['hijack-fast', 'hijack-slow', 'web-script', 'newsletter-bad-declared', 'log-late', 'log-missing'])(
    '%s is seen every time, by fewer complaints and sooner than by 25 reports',
    (id) => {
      const { desk, 25: counting } = played(id);
      expect(desk.found).toBe(1);
      expect(desk.complaints).toBeLessThan(counting.complaints);
      expect(desk.minutes).toBeLessThan(counting.minutes);
    },
  );

  it('the better the log, the sooner', () => {
    const minutes = ['hijack-fast', 'log-late', 'log-missing'].map((id) => played(id, 40).desk.minutes);
    expect(minutes.toSorted((one, other) => one - other)).toEqual(minutes);
  });

  it.each(['forwarder', 'forged-flood', 'forged-flood-no-log', 'complainer', 'newsletter-good-declared'])(
    '%s: nobody innocent is troubled',
    (id) => {
      expect(played(id, 3).desk.falseCases).toBe(0);
    },
  );

  it('counting troubles those it cannot tell from abuse', () => {
    for (const id of ['forwarder', 'forged-flood', 'complainer']) {
      expect(played(id, 3)[25].falseCases).toBeGreaterThan(0);
    }
  });

  it('the same seed says the same, another one something else', () => {
    const slow = scenarios.find(({ id }) => id === 'hijack-slow');
    if (slow === undefined) throw new Error('hijack-slow');
    const few = { ...slow, runs: 10 };
    expect(measure(few, 7)).toEqual(measure(few, 7));
    expect(measure(few, 8)).not.toEqual(measure(few, 7));
  });
});
