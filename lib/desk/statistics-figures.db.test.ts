// Every figure of the statistics against the same world counted row by row, in plain loops: nothing here is shared with the
// statements that count, sum and take percentiles.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { CaseFigures, Period, Statistics } from '@/lib/statistics/types';
import { countStatistics } from './count-statistics';
import { readStatistics } from './read-statistics';
import { makeWorld, writeWorld, type WorldCase, type WorldReport } from './testing/statistics-world';

const period = { from: '2026-08-23', to: '2026-11-20' };
const now = new Date('2026-11-21T12:00:00Z');
const world = makeWorld(20_261_122);
const DAY = 86_400_000;

let db: TestDatabase;
let found: Statistics;
beforeAll(async () => {
  db = await freshDatabase();
  await writeWorld(db, world);
  await countStatistics(now);
  await countStatistics(now);
  found = await readStatistics(period, now);
}, 120_000);
afterAll(() => db.drop());

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const isIn = (at: number | null, { from, to }: Period) => at !== null && dayOf(at) >= from && dayOf(at) <= to;
const countBy = <T>(rows: readonly T[], key: (row: T) => string | null): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const row of rows) {
    const one = key(row);
    if (one !== null) sums[one] = (sums[one] ?? 0) + 1;
  }
  return sums;
};
const totals = (series: readonly { key: string; total: number }[]) =>
  Object.fromEntries(series.filter(({ total }) => total > 0).map(({ key, total }) => [key, total]));

/** The value that a part of the sorted values does not exceed, between neighbours in proportion. */
function percentile(values: readonly number[], part: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * part;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? 0;
  return low + (high - low) * (place - Math.floor(place));
}
const spread = (values: readonly number[]) => ({
  cases: values.length,
  median: close(percentile(values, 0.5)),
  p90: close(percentile(values, 0.9)),
});
const close = (value: number | null) => (value === null ? null : (expect.closeTo(value, 3) as number));
const part = (some: number, all: number) => (all === 0 ? null : (expect.closeTo(some / all, 9) as number));

const locksOf = (one: WorldCase) => one.locks.filter(({ kind }) => kind !== 'throttle');
const earliest = (times: (number | null)[]): number | null => {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
};
const complaintsOf = (one: WorldCase) =>
  world.reports.filter(({ caseId, kind }) => caseId === one.id && kind !== 'not-spam');

function isRepeat(one: WorldCase): boolean {
  return world.cases.some(
    (other) =>
      other.id !== one.id &&
      other.accountId === one.accountId &&
      other.outcome === 'confirmed-abuse' &&
      other.closedAt !== null &&
      other.closedAt <= one.openedAt &&
      other.closedAt > one.openedAt - 30 * DAY,
  );
}

function afterLock(one: WorldCase): number {
  const confirmed = earliest(locksOf(one).map(({ confirmedAt }) => confirmedAt));
  const lock = locksOf(one).find(({ confirmedAt }) => confirmedAt !== null && confirmedAt === confirmed);
  if (lock === undefined || confirmed === null) return 0;
  return complaintsOf(one).filter(({ at }) => at > confirmed && at < (lock.endedAt ?? Infinity)).length;
}

function countedFigures(span: Period): Omit<CaseFigures, 'sentAfterLock'> {
  const opened = world.cases.filter(({ openedAt }) => isIn(openedAt, span));
  const closed = world.cases.filter(({ closedAt }) => isIn(closedAt, span));
  const ended = (...outcomes: string[]) =>
    closed.filter(({ outcome }) => outcomes.includes(outcome ?? '')).length;
  const [confirmed, cleaned] = [ended('confirmed-abuse'), ended('cleaned')];
  const unfounded = ended('no-abuse', 'forged-complaints', 'wanted-mail', 'forwarding');
  const locked = world.cases.filter((one) => isIn(earliest(locksOf(one).map((l) => l.wantedAt)), span));
  const wanted = locked.map(
    (one) => ((earliest(locksOf(one).map((l) => l.wantedAt)) ?? 0) - one.firstAt) / 1_000,
  );
  const proved = locked.flatMap((one, i) => {
    const at = earliest(locksOf(one).map((l) => l.confirmedAt));
    return at === null || at < one.firstAt || (wanted[i] ?? -1) < 0 ? [] : [(at - one.firstAt) / 1_000];
  });
  const repeats = opened.filter(isRepeat).length;
  return {
    opened: opened.length,
    repeats,
    repeatShare: part(repeats, opened.length),
    closed: closed.length,
    confirmed,
    cleaned,
    unfounded,
    falseShare: part(unfounded, confirmed + cleaned + unfounded),
    toLock: spread(wanted.filter((seconds) => seconds >= 0)),
    toConfirmedLock: spread(proved),
    lockedFirst: wanted.filter((seconds) => seconds < 0).length,
    afterLock: locked.reduce((sum, one) => sum + afterLock(one), 0),
  };
}

function countedRate(span: Period): number | null {
  const days = [...world.delivered].filter(([day]) => day >= span.from && day <= span.to);
  const sum = days.reduce((all, [, count]) => all + count, 0);
  const known = new Set(days.map(([day]) => day));
  const complaints = world.reports.filter(
    ({ at, accountId, kind }) => accountId !== null && kind !== 'not-spam' && known.has(dayOf(at)),
  );
  return sum === 0 ? null : (expect.closeTo((complaints.length / sum) * 1_000, 9) as number);
}

describe('reports', () => {
  const own = world.reports.filter(({ at }) => isIn(at, period));
  const program = ({ loop, trust }: WorldReport) =>
    loop !== null ? `loop:${loop}` : trust === 'known' ? 'domain:example.net' : trust;

  it('are as many of each program, kind and verdict, on each day', () => {
    expect(totals(found.reports.program)).toEqual(countBy(own, program));
    expect(totals(found.reports.kind)).toEqual(countBy(own, ({ kind }) => kind));
    expect(totals(found.reports.verdict)).toEqual(countBy(own, ({ verdict }) => verdict ?? 'none'));
    const first = found.reports.program[0];
    const perDay = countBy(
      own.filter((one) => program(one) === first?.key),
      ({ at }) => dayOf(at),
    );
    expect(first?.days).toEqual(
      Array.from(
        { length: 90 },
        (_, i) => perDay[dayOf(Date.parse(`${period.from}T00:00:00Z`) + i * DAY)] ?? 0,
      ),
    );
  });

  it('are as many of each customer, and of each reseller with all its customers', () => {
    const against = own.filter(({ accountId, kind }) => accountId !== null && kind !== 'not-spam');
    const customer = ({ accountId }: WorldReport) =>
      ['', 'R-1', 'K-2', 'K-3', 'K-4'][world.customerOf(accountId ?? 0) ?? 0] ?? '';
    expect(totals(found.customers)).toEqual(countBy(against, customer));
    const ofReseller = against.filter((one) => ['R-1', 'K-2', 'K-3'].includes(customer(one)));
    expect(totals(found.resellers)).toEqual({ 'R-1': ofReseller.length });
  });
});

describe('cases', () => {
  it('come to the figures that each of them adds up to, in the period and the one before', () => {
    expect(found.cases.toLock.cases).toBeGreaterThan(10);
    expect(found.cases.repeats).toBeGreaterThan(0);
    expect(found.cases.afterLock).toBeGreaterThan(0);
    expect(found.cases).toMatchObject(countedFigures(period));
    expect(found.casesBefore).toMatchObject(countedFigures(found.before));
  });

  it('go section by section as they do, and the sections cover the period once', () => {
    expect(found.course.map(({ from }) => from)[0]).toBe(period.from);
    expect(found.course.at(-1)?.to).toBe(period.to);
    for (const section of found.course) {
      const {
        opened,
        toLock,
        toConfirmedLock,
        falseShare,
        repeatShare,
        afterLock: late,
      } = countedFigures(section);
      expect(section).toMatchObject({
        opened,
        toLock,
        toConfirmedLock,
        falseShare,
        repeatShare,
        afterLock: late,
        perThousand: countedRate(section),
      });
    }
    expect(found.course.reduce((sum, { opened }) => sum + opened, 0)).toBe(found.cases.opened);
  });

  it('are each program’s as far as it complained about them', () => {
    const confirmed = world.cases.filter(
      ({ closedAt, outcome }) => outcome === 'confirmed-abuse' && isIn(closedAt, period),
    );
    const shares: Record<string, number> = {};
    for (const { reporters } of confirmed)
      for (const key of reporters.length === 0 ? ['none'] : reporters) {
        const name = key.startsWith('domain:') ? 'other' : key;
        shares[name] = (shares[name] ?? 0) + 1;
      }
    expect(Object.fromEntries(found.programs.map(({ key, confirmed: n }) => [key, n]))).toEqual(shares);
    for (const { confirmed: n, share } of found.programs) expect(share).toBeCloseTo(n / confirmed.length, 9);
  });

  it('that are open have the age that they have', () => {
    const ages = world.cases
      .filter(({ closedAt }) => closedAt === null)
      .map(({ openedAt }) => (now.getTime() - openedAt) / DAY);
    expect(found.openByAge.map(({ cases }) => cases)).toEqual(
      found.openByAge.map(
        ({ from, to }) => ages.filter((age) => age >= from && age < (to ?? Infinity)).length,
      ),
    );
  });
});

it('complaints per 1,000 mails are of the days whose deliveries are known', () => {
  expect(found.rate.perThousand).toEqual(countedRate(period));
  expect(found.rateBefore.perThousand).toEqual(countedRate(found.before));
  expect(found.rate.knownDays).toBeLessThan(90);
});
