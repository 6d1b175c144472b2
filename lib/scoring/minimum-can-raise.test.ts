// Where the minimum rules are not asked, they could not have changed anything: compared with asking them always.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultPolicy as policy } from './policy';
import type { AccountState } from './rows';
import { minimumCanRaise, scoreAccount } from './score-account';
import { burstFacts } from './signals/testing';

const now = new Date('2026-11-21T12:00:00Z');
const hour = 3_600_000;

const sum = fc.record({
  reporterKey: fc.constantFrom('loop:1', 'loop:2', 'loop:3', 'domain:example.net'),
  unauthenticated: fc.boolean(),
  epoch: fc.integer({ min: 0, max: 200 }).map((hours) => new Date(now.getTime() - hours * hour)),
  sum: fc.integer({ min: 0, max: 150 }),
});
const state = fc.record<AccountState>({
  accountId: fc.constant(1),
  login: fc.constant('a@example.com'),
  customerId: fc.constant(null),
  declaredBulk: fc.boolean(),
  onProbation: fc.boolean(),
  stage: fc.integer({ min: 0, max: 4 }),
  stageSince: fc.constant(new Date(now.getTime() - 48 * hour)),
  belowSince: fc.constantFrom(null, new Date(now.getTime() - 30 * hour)),
  score: fc.constant(0),
  baseline: fc.constant(null),
  baselineStage: fc.constant(null),
  ownIncidents: fc.integer({ min: 0, max: 3 }),
  otherCustomerIncidents: fc.integer({ min: 0, max: 3 }),
  sums: fc.uniqueArray(sum, { selector: (one) => one.reporterKey, maxLength: 4 }),
  rate: fc.option(
    fc.record({
      complaints: fc.integer({ min: 1, max: 40 }),
      delivered: fc.integer({ min: 0, max: 20_000 }),
      days: fc.constant(7),
    }),
  ),
  log: fc.constantFrom(
    null,
    { to: now.toISOString(), facts: null },
    { to: now.toISOString(), facts: burstFacts },
  ),
  since: fc.constant(null),
  fraudQualified: fc.constant(false),
  distinctComplainants: fc.constant(0),
});

it('leaves out only what cannot matter, and does leave out', () => {
  let leftOut = 0;
  fc.assert(
    fc.property(state, (one) => {
      if (minimumCanRaise(one, now, policy)) return;
      leftOut += 1;
      const found = { ...one, fraudQualified: true, distinctComplainants: 100 };
      const { state: _asked, ...asked } = scoreAccount(found, now, policy);
      const { state: _unasked, ...unasked } = scoreAccount(one, now, policy);
      expect(unasked).toEqual(asked);
    }),
    { numRuns: 1_000 },
  );
  expect(leftOut).toBeGreaterThan(50);
});
