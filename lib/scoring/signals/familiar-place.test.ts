// A first mailing from the usual place is no hijack; whatever else is unusual makes it one again.

import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../policy';
import { logSignals } from './log-signals';
import { quietFacts } from './testing';
import type { BusiestHour, LogFacts, SignalAccount } from './types';

const old: SignalAccount = { declaredBulk: false, ageDays: 400 };
const busy: BusiestHour = { ...quietFacts.busiest, recipients: 800, median: 5, largest: 40, newNetworks: 0 };
const mailing: LogFacts = { ...quietFacts, messages: 800, busiest: busy, finished: 800, bounced: 200 };

function points(more: Partial<LogFacts> = {}, account: SignalAccount = old): number | null {
  const { L, lines } = logSignals({ to: mailing.to, facts: { ...mailing, ...more } }, account, defaultPolicy);
  expect(lines.reduce((sum, { factor }) => sum + factor, 0)).toBe(L);
  return L;
}

describe('a first mailing', () => {
  it('from networks that the account has always used keeps the points of its volume alone', () => {
    expect(points()).toBe(15);
    expect(points({ busiest: { ...busy, newNetworks: 1 } })).toBe(25);
  });

  it('is no reason for silence where nobody knows the networks, or facts are older than the question', () => {
    expect(points({ busiest: { ...busy, newNetworks: null } })).toBe(25);
    expect(points({ busiest: { ...quietFacts.busiest, recipients: 800, median: 5, largest: 40 } })).toBe(25);
  });

  it('ends at a thousand recipients within the window, in one hour or in several', () => {
    expect(points({ busiest: { ...busy, recipients: 1_000 }, finished: 1_000, bounced: 300 })).toBe(15);
    expect(points({ finished: 1_001, bounced: 300 })).toBe(25);
    expect(points({ busiest: { ...busy, recipients: 1_001 } })).toBe(25);
  });

  it('is none where anything else is unusual', () => {
    expect(points({ foreignFrom: 10 })).toBe(30);
    expect(points({ refused: 3 })).toBe(30);
    expect(points({}, { ...old, ageDays: 3 })).toBe(30);
    expect(points({ widest: { ...quietFacts.widest, newNetworks: 5 } })).toBe(40);
  });

  it('takes nothing off where only one of the two was found', () => {
    expect(points({ bounced: 10 })).toBe(15);
    expect(points({ busiest: { ...busy, recipients: 90 } })).toBe(10);
  });
});
