// Each own-log signal at its limit and beside it; what is not known adds nothing and says so.

import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../policy';
import { logSignals } from './log-signals';
import { quietFacts } from './testing';
import type { LogFacts, SignalAccount } from './types';

const old: SignalAccount = { declaredBulk: false, ageDays: 400 };

/** The codes that come out with their points, without their common beginning. */
function found(facts: Partial<LogFacts>, account: SignalAccount = old): string {
  const known = { to: quietFacts.to, facts: { ...quietFacts, ...facts } };
  const { L, lines } = logSignals(known, account, defaultPolicy);
  expect(lines.reduce((sum, { factor }) => sum + factor, 0)).toBe(L);
  return lines.map(({ code, factor }) => `${code.replace(/^(log-)?signals?-/, '')} ${factor}`).join(', ');
}

const busiest = (recipients: number, median: number | null = 2, largest: number | null = 30) => ({
  busiest: { ...quietFacts.busiest, recipients, median, largest },
});
const widest = (more: Partial<LogFacts['widest']>) => ({ widest: { ...quietFacts.widest, ...more } });

describe('volume', () => {
  it('needs more than a hundred an hour, five times the median, and more than ever before', () => {
    expect(found(busiest(100))).toBe('none 0');
    expect(found(busiest(101))).toBe('volume 15');
    expect(found(busiest(500, 100, 300))).toBe('none 0');
    expect(found(busiest(501, 100, 300))).toBe('volume 15');
    expect(found(busiest(5_000, 3, 5_000))).toBe('none 0');
  });

  it('is no surprise of a declared bulk sender', () => {
    expect(found(busiest(5_000), { ...old, declaredBulk: true })).toBe('none 0');
  });

  it('is unknown while the log knows no habit, where it would matter', () => {
    expect(found(busiest(101, null, null))).toBe('volume-unknown 0');
    expect(found(busiest(100, null, null))).toBe('none 0');
    expect(found(busiest(101, 0, 0))).toBe('volume 15');
  });
});

describe('spread', () => {
  it('needs three countries with a new one among them, or five new networks', () => {
    expect(found(widest({ countries: ['AT', 'DE'], newCountries: 1 }))).toBe('none 0');
    expect(found(widest({ countries: ['AT', 'DE', 'VN'], newCountries: 1 }))).toBe('spread 20');
    expect(found(widest({ countries: ['AT', 'DE', 'VN'], newCountries: 0 }))).toBe('none 0');
    expect(found(widest({ countries: null, newCountries: null, newNetworks: 4 }))).toBe('none 0');
    expect(found(widest({ countries: null, newCountries: null, newNetworks: 5 }))).toBe('spread 20');
  });

  it('without a habit counts countries as they are, and says that networks say nothing', () => {
    const networks = ['1', '2', '3', '4', '5'];
    const young = { newNetworks: null, newCountries: null, networks };
    expect(found(widest({ ...young, countries: ['AT', 'DE', 'VN'] }))).toBe('spread 20');
    expect(found(widest({ ...young, countries: ['DE'] }))).toBe('spread-unknown 0');
    expect(found(widest({ ...young, countries: null, networks: networks.slice(1) }))).toBe('none 0');
  });
});

describe('the others', () => {
  it('bounces: more than a fifth of at least fifty', () => {
    expect(found({ finished: 49, bounced: 49 })).toBe('none 0');
    expect(found({ finished: 50, bounced: 10 })).toBe('none 0');
    expect(found({ finished: 50, bounced: 11 })).toBe('bounces 10');
  });

  it('foreign senders: ten mails; unknown domains of ours say nothing', () => {
    expect(found({ foreignFrom: 9 })).toBe('none 0');
    expect(found({ foreignFrom: 10 })).toBe('foreign-from 5');
    expect(found({ foreignFrom: null })).toBe('none 0');
  });

  it('a young account: below seven days and fifty an hour', () => {
    expect(found(busiest(50), { ...old, ageDays: 6.9 })).toBe('young-account 5');
    expect(found(busiest(50), { ...old, ageDays: 7 })).toBe('none 0');
    expect(found(busiest(49), { ...old, ageDays: 1 })).toBe('none 0');
    expect(found(busiest(50), { ...old, ageDays: null })).toBe('none 0');
  });

  it('our own filter: three mails', () => {
    expect(found({ refused: 2 })).toBe('none 0');
    expect(found({ refused: 3 })).toBe('filter-hits 5');
  });
});

describe('together', () => {
  it('forty at most, with a line for what is cut', () => {
    const all = {
      ...busiest(600),
      ...widest({ newNetworks: 7 }),
      ...{ finished: 600, bounced: 150, foreignFrom: 580 },
    };
    expect(found(all)).toBe('volume 15, spread 20, bounces 10, foreign-from 5, cap -10');
  });

  it('no log is unknown, a quiet one is known', () => {
    expect(logSignals(null, old, defaultPolicy)).toEqual({
      L: null,
      lines: [{ code: 'log-signals-missing', op: 'plus', factor: 0 }],
    });
    expect(logSignals({ to: quietFacts.to, facts: null }, old, defaultPolicy).L).toBe(0);
  });

  it('a log of which servers are not seen is never quiet, and what it shows counts', () => {
    const partial = (facts: LogFacts) =>
      logSignals({ to: quietFacts.to, facts, unseenHosts: 2 }, old, defaultPolicy);
    const at = Date.parse(quietFacts.to);
    expect(partial(quietFacts)).toEqual({
      L: null,
      lines: [{ code: 'log-signals-partial', op: 'plus', factor: 0, detail: { at, hosts: 2 } }],
    });
    expect(partial({ ...quietFacts, ...busiest(101) }).L).toBe(15);
    expect(partial({ ...quietFacts, ...busiest(101, null, null) }).L).toBeNull();
  });
});
