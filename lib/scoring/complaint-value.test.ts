import { emptyReport } from '@/lib/formats/empty-report';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParsedReport } from '@/lib/formats/types';
import { complaintValue, valueOfLines } from './complaint-value';
import { kindOf } from './kind-of';
import { mailDateOf } from './mail-date';
import { defaultPolicy as policy, policySchema } from './policy';
import { complaintKinds } from './types';

const receivedAt = new Date('2026-11-21T12:00:00Z');
const hoursAgo = (hours: number): Date => new Date(receivedAt.getTime() - hours * 3_600_000);
const value = (mailDate: Date | null): number =>
  complaintValue(
    { kind: 'user', trustFactor: 1, attributionFactor: 1, mailDate, receivedAt, incidents: 1 },
    policy,
  ).value;

describe('complaintValue', () => {
  it.each([
    [0, 5],
    [24, 5],
    [24.01, 3.5],
    [72, 3.5],
    [73, 2],
    [168, 2],
    [169, 0.75],
    [336, 0.75],
    [337, 0],
  ])('a mail of %d hours is worth %d', (hours, expected) => {
    expect(value(hoursAgo(hours))).toBeCloseTo(expected, 9);
  });

  it('a mail without a date, or dated more than a day ahead, counts as about a week old', () => {
    expect(value(null)).toBeCloseTo(2, 9);
    expect(value(hoursAgo(-24))).toBeCloseTo(5, 9);
    expect(value(hoursAgo(-24.1))).toBeCloseTo(2, 9);
    expect(value(new Date(Number.NaN))).toBeCloseTo(2, 9);
  });

  it('names kind, trust, age and attribution in the order of multiplication', () => {
    const facts = {
      kind: 'trap' as const,
      trustFactor: 0.6,
      attributionFactor: 0.3,
      mailDate: hoursAgo(30),
      receivedAt,
      incidents: 1,
    };
    const { lines } = complaintValue(facts, policy);
    expect(lines.map((line) => [line.code, line.factor])).toEqual([
      ['kind-trap', 10],
      ['trust', 0.6],
      ['age', 0.7],
      ['attribution', 0.3],
    ]);
    expect(lines[2]?.detail).toEqual({ hours: 30, upToHours: 72 });
  });

  it('counts several incidents of one report, in a line of their own, up to the cap', () => {
    const facts = {
      kind: 'user',
      trustFactor: 1,
      attributionFactor: 0.6,
      mailDate: hoursAgo(1),
      receivedAt,
    } as const;
    const worth = (incidents: number) => complaintValue({ ...facts, incidents }, policy);
    expect([0, 1, 2, 5, 6, 2_147_483_647].map((n) => worth(n).value)).toEqual([3, 3, 6, 15, 15, 15]);
    expect(worth(9).lines.at(-1)).toEqual({
      code: 'incidents',
      op: 'times',
      factor: 5,
      detail: { incidents: 9 },
    });
    expect(worth(1).lines.map(({ code }) => code)).not.toContain('incidents');
    expect(complaintValue({ ...facts, incidents: 9 }, { ...policy, incidentCap: 1 }).value).toBe(3);
  });

  it('is the product of its lines, and never negative', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...complaintKinds),
        unit,
        unit,
        fc.integer({ min: -1000, max: 10_000 }),
        (kind, t, a, hours) => {
          const mailDate = hoursAgo(hours);
          const facts = { kind, trustFactor: t, attributionFactor: a, mailDate, receivedAt, incidents: 1 };
          const result = complaintValue(facts, policy);
          expect(result.value).toBe(valueOfLines(result.lines));
          expect(result.value).toBeGreaterThanOrEqual(0);
          expect(result.value).toBeLessThanOrEqual(policy.kinds[kind]);
        },
      ),
    );
  });
});

function report(feedbackType: string, extensions: Record<string, string[]> = {}): ParsedReport {
  return { ...emptyReport(feedbackType), version: '1', extensions };
}

describe('kindOf', () => {
  it.each([
    ['abuse', null, 'user'],
    ['abuse', 'automatic', 'automatic'],
    ['abuse', 'listing', 'listing'],
    ['abuse', 'fraud', 'user'],
    ['spam', null, 'user'],
    ['fraud', 'automatic', 'fraud'],
    ['virus', null, 'fraud'],
    ['other', null, 'automatic'],
    ['opt-out', null, 'opt-out'],
    ['not-spam', 'trap', 'not-spam'],
    ['auth-failure', 'user', 'auth-failure'],
    ['opt-out-list', null, 'opt-out'],
    ['not-junk', 'user', 'not-spam'],
    ['dkim', 'user', 'auth-failure'],
    ['xarf', 'user', 'unknown'],
    ['', null, 'unknown'],
  ])('a report of type %j of a loop for %j is %s', (type, loopKind, expected) => {
    expect(kindOf(report(type), loopKind)).toBe(expected);
  });

  it('a trap that the program names is a trap, but a not-spam stays one', () => {
    expect(kindOf(report('abuse', { 'abuse-type': ['trap-recycled'] }), 'user')).toBe('trap');
    expect(kindOf(report('abuse', { 'abuse-type': ['complaint'] }), 'user')).toBe('user');
    expect(kindOf(report('not-spam', { 'abuse-type': ['trap-recycled'] }), 'user')).toBe('not-spam');
  });

  it('the evidence source of XARF tells traps and machines from people, and a loop knows better than the latter', () => {
    const from = (source: string) => report('abuse', { 'evidence-source': [source] });
    expect(kindOf(from('spamtrap'), 'user')).toBe('trap');
    expect(kindOf(from('honeypot'), null)).toBe('trap');
    expect(kindOf(from('automated_filter'), null)).toBe('automatic');
    expect(kindOf(from('automated_filter'), 'user')).toBe('user');
    expect(kindOf(from('user_complaint'), null)).toBe('user');
  });

  it('a trap of X-ARF is a trap, an address on a blocklist is a listing, an attack is automatic', () => {
    expect(kindOf(report('abuse', { 'report-type': ['spamtrap'] }), 'user')).toBe('trap');
    expect(kindOf(report('abuse', { 'report-type': ['spam'] }), 'user')).toBe('user');
    expect(kindOf({ ...report('other'), category: 'reputation/blocklist' }, null)).toBe('listing');
    expect(kindOf({ ...report('other'), category: 'connection/login_attack' }, null)).toBe('automatic');
  });

  it('reports about mail that is perhaps not ours, and unknown types, weigh nothing', () => {
    expect([policy.kinds['auth-failure'], policy.kinds.unknown, policy.kinds['not-spam']]).toEqual([0, 0, 0]);
  });
});

describe('mailDateOf', () => {
  const received = [
    'from a.example (a.example [192.0.2.1]) by mx.example.net with ESMTP id 1; Fri, 20 Nov 2026 10:00:00 +0000',
  ];
  const sentAt = '2026-10-01T00:00:00Z';

  it('believes our own server, then the reporter, then the receiving server, and the sender last', () => {
    const all = {
      handedOverAt: '2026-11-20T09:00:00Z',
      arrivalDate: '2026-11-20T11:00:00Z',
      reported: { received, sentAt },
    };
    expect(mailDateOf(all)?.toISOString()).toBe('2026-11-20T09:00:00.000Z');
    expect(mailDateOf({ ...all, handedOverAt: null })?.toISOString()).toBe('2026-11-20T11:00:00.000Z');
    expect(mailDateOf({ ...all, handedOverAt: null, arrivalDate: null })?.toISOString()).toBe(
      '2026-11-20T10:00:00.000Z',
    );
    expect(
      mailDateOf({
        handedOverAt: null,
        arrivalDate: null,
        reported: { received: [], sentAt },
      })?.toISOString(),
    ).toBe('2026-10-01T00:00:00.000Z');
    expect(mailDateOf({ handedOverAt: null, arrivalDate: 'yesterday', reported: null })).toBeNull();
  });
});

describe('policySchema', () => {
  it('accepts the numbers the product ships with', () => {
    expect(policySchema.parse(structuredClone(policy))).toEqual(policy);
  });

  it('reads a version from before incidents and floods were counted', () => {
    const { incidentCap, floodReportsPerHour, ...older } = structuredClone(policy);
    expect([incidentCap, floodReportsPerHour]).toEqual([5, 20]);
    expect(policySchema.parse(older)).toEqual(policy);
  });

  it.each([
    ['thresholds that do not rise', { ...policy, thresholds: { ...policy.thresholds, review: 60 } }],
    ['age steps out of order', { ...policy, ageSteps: [...policy.ageSteps].reverse() }],
    ['a half-life of nothing', { ...policy, halfLifeHours: 0 }],
    ['a missing kind', { ...policy, kinds: { user: 5 } }],
    ['a trust above 1', { ...policy, trust: { ...policy.trust, signed: 1.1 } }],
  ])('refuses %s', (_, body) => {
    expect(policySchema.safeParse(body).success).toBe(false);
  });
});
