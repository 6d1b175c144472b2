// The worked examples of the scoring rules, each from its complaints to its points and stage.

import { describe, expect, it } from 'vitest';
import { accountScore } from './account-score';
import { complaintRate } from './complaint-rate';
import { complaintValue } from './complaint-value';
import { defaultPolicy as policy } from './policy';
import { recomputeFromRows } from './recompute';
import { logSignals } from './signals/log-signals';
import { quietFacts } from './signals/testing';
import type { LogFacts } from './signals/types';
import { stageFor } from './stage-for';
import type { ComplaintKind, MinimumEvidence, StageCode, WeightedComplaint } from './types';

const hourMs = 3_600_000;
const start = new Date('2026-11-21T08:00:00Z');
const later = (hours: number): Date => new Date(start.getTime() + hours * hourMs);
const noMinimum: MinimumEvidence = {
  fraudQualified: false,
  distinctComplainants: 0,
  ratePerMille: null,
  sureRatePerMille: null,
  declaredBulk: false,
  logSignals: null,
};

interface Example {
  kind?: ComplaintKind;
  reporter?: string;
  unauthenticated?: boolean;
  trustFactor?: number;
  attributionFactor?: number;
  ageHours?: number;
  atHours?: number;
}

/** `count` complaints of different complainants, all alike. */
function complaints(count: number, example: Example = {}, firstId = 1): WeightedComplaint[] {
  const {
    kind = 'user',
    reporter = 'loop:1',
    unauthenticated = false,
    trustFactor = 1,
    attributionFactor = 1,
  } = example;
  const receivedAt = later(example.atHours ?? 0);
  const mailDate = new Date(receivedAt.getTime() - (example.ageHours ?? 1) * hourMs);
  const facts = { kind, trustFactor, attributionFactor, mailDate, receivedAt, incidents: 1 };
  return Array.from({ length: count }, (_, i) => ({
    ...facts,
    reportId: firstId + i,
    reporterKey: reporter,
    unauthenticated,
    complainant: `person${firstId + i}@example.net`,
    weight: complaintValue(facts, policy).value,
    straggler: false,
  }));
}

const rate = (complaintCount: number, delivered: number) =>
  complaintRate({ complaints: complaintCount, delivered, days: 7 }, policy);

/** What the log of an ordinary account says, with what is unusual put in. */
const volume: Partial<LogFacts> = { busiest: { ...quietFacts.busiest, recipients: 600 } };
const wide: Partial<LogFacts> = { widest: { ...quietFacts.widest, newNetworks: 7 } };
const bounced: Partial<LogFacts> = { finished: 600, bounced: 150 };
const log = (...unusual: Partial<LogFacts>[]) =>
  logSignals(
    { to: quietFacts.to, facts: Object.assign({}, quietFacts, ...unusual) as LogFacts },
    { declaredBulk: false, ageDays: 400 },
    policy,
  );

const S = (rows: WeightedComplaint[], now = start): number => recomputeFromRows(rows, now, policy).S;
const none = { ownIncidents: 0, otherCustomerIncidents: 0, declaredBulk: false };
const stage = (P: number, minimum = noMinimum): StageCode =>
  stageFor({ P, minimum, probation: false }, policy).stage;

describe('worked examples', () => {
  it('a hijack after half an hour scores 50: review', () => {
    const { P } = accountScore(
      { ...none, S: S(complaints(2)), rate: rate(2, 600), log: log(volume, wide) },
      policy,
    );
    expect(P).toBeCloseTo(50, 9);
    expect(stage(P)).toBe('review');
  });

  const threeHours = [...complaints(14), ...complaints(1, { kind: 'trap', reporter: 'loop:2' }, 100)];

  it('the same after three hours scores 115, with one reporter at its cap: urgent', () => {
    expect(S(threeHours)).toBeCloseTo(50, 9);
    const facts = { ...none, S: S(threeHours), rate: rate(15, 3800), log: log(volume, wide, bounced) };
    const { P } = accountScore(facts, policy);
    expect(P).toBeCloseTo(115, 9);
    expect(stage(P)).toBe('urgent');
  });

  it('the same with one earlier incident scores 152.5: emergency', () => {
    const facts = {
      ...none,
      S: S(threeHours),
      rate: rate(15, 3800),
      log: log(volume, wide, bounced),
      ownIncidents: 1,
    };
    const { P, historyFactor } = accountScore(facts, policy);
    expect(historyFactor).toBe(1.5);
    expect(P).toBeCloseTo(152.5, 9);
    expect(stage(P)).toBe('emergency');
  });

  it('a club newsletter scores 10, three days later 5, and 3 as a declared bulk sender', () => {
    const rows = complaints(2, { ageHours: 20 });
    const newsletter = rate(2, 1200);
    const now = accountScore({ ...none, S: S(rows), rate: newsletter }, policy).P;
    const afterThreeDays = accountScore({ ...none, S: S(rows, later(72)), rate: newsletter }, policy).P;
    const bulk = accountScore({ ...none, S: S(rows), rate: newsletter, declaredBulk: true }, policy).P;
    expect([now, afterThreeDays, bulk].map((P) => Number(P.toFixed(9)))).toEqual([10, 5, 3]);
    expect([now, afterThreeDays, bulk].map((P) => stage(P))).toEqual([
      'notable',
      'observation',
      'observation',
    ]);
  });

  it('six complaints about mail nine days old score 4.5: observation', () => {
    const { P } = accountScore({ ...none, S: S(complaints(6, { ageHours: 9 * 24 })) }, policy);
    expect(P).toBeCloseTo(4.5, 9);
    expect(stage(P)).toBe('observation');
  });

  it('forty forged reports that no account can be found for score 0', () => {
    const forged = complaints(40, {
      trustFactor: 0.2,
      attributionFactor: 0,
      unauthenticated: true,
      reporter: 'unauthenticated:example.org',
    });
    expect(S(forged)).toBe(0);
  });

  it('forged reports that name an account score 10 at most, whatever names their senders take', () => {
    const forged = Array.from({ length: 400 }, (_, i) =>
      complaints(
        1,
        {
          trustFactor: 0.2,
          attributionFactor: 0.6,
          unauthenticated: true,
          reporter: `unauthenticated:d${i}.example`,
        },
        i + 1,
      ),
    ).flat();
    expect(S(forged)).toBe(10);
    expect(stage(10)).toBe('notable');
  });

  it('one CERT report of phishing that the log confirms scores 15, with signals of the log 35', () => {
    const cert = S(complaints(1, { kind: 'fraud', reporter: 'domain:cert.example' }));
    const without = accountScore({ ...none, S: cert }, policy).P;
    const withSignals = accountScore({ ...none, S: cert, log: log(wide) }, policy).P;
    expect([without, withSignals]).toEqual([15, 35]);
    expect([stage(without), stage(withSignals)]).toEqual(['notable', 'review']);
  });
});
