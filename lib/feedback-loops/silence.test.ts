// The silence alarm over simulated years. What is promised: a loop that breaks is found within the days stated per rhythm,
// and a loop that works rings at most once in any year.

import { describe, expect, test } from 'vitest';
import { isQuietDay } from './holidays';
import { DAY_MS, judgeSilence, MIN_SILENT_HOURS, WINDOW_DAYS, type LoopDays } from './silence';

const YEARS = 3;
const DAYS = 365 * YEARS;
const LOOPS = 6;
const START = Math.floor(Date.UTC(2024, 2, 4) / DAY_MS);

/** Mulberry32: the same years at every run. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function poisson(random: () => number, mean: number): number {
  if (mean > 50) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  let [count, left] = [0, random()];
  while (left > Math.exp(-mean)) {
    count += 1;
    left *= random();
  }
  return count;
}

/** Reports expected of a day, by its number and how many days the loop runs. */
type Rate = (day: number, age: number) => number;

const isWeekend = (day: number) => (day + 4) % 7 === 0 || (day + 4) % 7 === 6;
const onTuesdays = (day: number) => (day + 4) % 7 === 2;

function spells(random: () => number): Rate {
  let isOn = true;
  return () => {
    isOn = isOn ? random() > 0.1 : random() < 1 / 6;
    return isOn ? 3 : 0;
  };
}

interface Case {
  name: string;
  rate: (random: () => number) => Rate;
  /** Days after the last report within which the alarm has rung, in every simulated loop. */
  foundWithin: number;
}

const cases: Case[] = [
  {
    name: 'busy, a tenth of it at weekends and few on holidays',
    rate: () => (day) => 200 * (isWeekend(day) ? 0.1 : 1) * (isQuietDay(day) ? 0.2 : 1),
    foundWithin: 3,
  },
  {
    name: 'three a day, seldom at weekends',
    rate: () => (day) => 3 * (isWeekend(day) ? 0.2 : 1) * (isQuietDay(day) ? 0.1 : 1),
    foundWithin: 10,
  },
  {
    name: 'working days only',
    rate: () => (day) => (isWeekend(day) || isQuietDay(day) ? 0 : 2),
    foundWithin: 20,
  },
  { name: 'one a week', rate: () => () => 1 / 7, foundWithin: 230 },
  {
    name: 'little, and a burst of 500 now and then',
    rate: (r) => () => (r() < 0.05 ? 500 : 0.3),
    foundWithin: 85,
  },
  { name: 'growing forty times', rate: () => (_, age) => 0.5 * 40 ** (age / DAYS), foundWithin: 3 },
  { name: 'a newsletter day', rate: () => (day) => (onTuesdays(day) ? 40 : 0.5), foundWithin: 25 },
  { name: 'shrinking to a twentieth', rate: () => (_, age) => 10 * 20 ** (-age / 730), foundWithin: 155 },
  {
    name: 'summer and winter',
    rate: () => (day, age) =>
      2 * (1 + 0.9 * Math.sin((age / 365) * 2 * Math.PI)) * (isWeekend(day) ? 0.3 : 1),
    foundWithin: 70,
  },
  { name: 'spells of reports and of none', rate: spells, foundWithin: 65 },
];

interface Simulated {
  loop: LoopDays;
  times: number[];
}

function simulate(rate: Rate, random: () => number): Simulated {
  const counts: number[] = [];
  const times: number[] = [];
  for (let age = 0; age < DAYS; age += 1) {
    counts.push(poisson(random, rate(START + age, age)));
    times.push(random());
  }
  const loop = {
    firstDay: START,
    counts,
    lastReportAt: null,
    since: new Date(START * DAY_MS),
    expectedPerDay: null,
    outages: [],
  };
  return { loop, times };
}

/** Judged at the end of each day; alarms by year. An alarm that goes on is one. */
function alarmsByYear({ loop, times }: Simulated): number[] {
  const alarms = Array.from({ length: YEARS }, () => 0);
  let lastReportAt: Date | null = null;
  let isRinging = false;
  for (const [age, count] of loop.counts.entries()) {
    if (count > 0) {
      lastReportAt = new Date((START + age + (times[age] ?? 0)) * DAY_MS);
      isRinging = false;
      continue;
    }
    const from = Math.max(0, age - WINDOW_DAYS);
    const window = {
      ...loop,
      firstDay: START + from,
      counts: loop.counts.slice(from, age + 1),
      lastReportAt,
    };
    const { state } = judgeSilence(window, new Date((START + age + 1) * DAY_MS - 1));
    if (state !== 'silent' || isRinging) continue;
    isRinging = true;
    const year = Math.floor(age / 365);
    alarms[year] = (alarms[year] ?? 0) + 1;
  }
  return alarms;
}

function daysUntilFound({ loop, times }: Simulated): number {
  const age = loop.counts.findLastIndex((count) => count > 0);
  const lastReportAt = new Date((START + age + (times[age] ?? 0)) * DAY_MS);
  const { alarmAt } = judgeSilence({ ...loop, lastReportAt }, new Date((START + DAYS) * DAY_MS));
  return (alarmAt.getTime() - lastReportAt.getTime()) / DAY_MS;
}

describe.each(cases)('$name', ({ rate, foundWithin }) => {
  const simulated = Array.from({ length: LOOPS }, (_, n) => {
    const random = randomOf(n * 7_919 + 5);
    return simulate(rate(random), random);
  });

  test('rings at most once a year while it works', () => {
    expect(Math.max(...simulated.flatMap(alarmsByYear))).toBeLessThanOrEqual(1);
  });

  test(`is found within ${foundWithin} days when it breaks`, () => {
    const days = simulated.map(daysUntilFound);
    expect(Math.max(...days)).toBeLessThanOrEqual(foundWithin);
    expect(Math.min(...days)).toBeGreaterThanOrEqual(MIN_SILENT_HOURS / 24);
  });
});

describe('one loop', () => {
  const daily = (days: number, lastReportAt: Date | null): LoopDays => ({
    firstDay: START,
    counts: Array.from({ length: days }, () => 20),
    lastReportAt,
    since: new Date(START * DAY_MS),
    expectedPerDay: null,
    outages: [],
  });
  const at = (days: number) => new Date((START + days) * DAY_MS);

  test('is learning for two weeks, and rings then too where what was expected does not come', () => {
    const young = { ...daily(3, at(2.5)), expectedPerDay: 2 };
    expect(judgeSilence(young, at(3)).state).toBe('learning');
    expect(judgeSilence(young, at(9)).state).toBe('silent');
  });

  test('that was never heard of rings after a month', () => {
    const mute = { ...daily(0, null) };
    expect(judgeSilence(mute, at(28)).state).toBe('learning');
    expect(judgeSilence(mute, at(33)).state).toBe('silent');
  });

  test('an outage that was marked teaches nothing: the next one is found as fast', () => {
    const counts = [...Array.from({ length: 200 }, () => 20), ...Array.from({ length: 30 }, () => 0), 20, 20];
    const broken = { ...daily(0, at(231.9)), counts };
    const marked = { ...broken, outages: [{ fromDay: START + 200, toDay: START + 229 }] };
    const unmarked = judgeSilence(broken, at(232)).alarmAt;
    expect(judgeSilence(marked, at(232)).alarmAt.getTime()).toBeLessThan(unmarked.getTime());
    expect((judgeSilence(marked, at(232)).alarmAt.getTime() - at(231.9).getTime()) / DAY_MS).toBeLessThan(4);
  });

  test('pressure grows with the silence and reaches the limit when the alarm rings', () => {
    const loop = daily(100, at(99.5));
    const { alarmAt, limit } = judgeSilence(loop, at(99.6));
    expect(judgeSilence(loop, at(99.6)).pressure).toBeLessThan(limit);
    expect(judgeSilence(loop, alarmAt).state).toBe('silent');
    expect(judgeSilence(loop, new Date(alarmAt.getTime() - 1)).state).toBe('steady');
  });
});
