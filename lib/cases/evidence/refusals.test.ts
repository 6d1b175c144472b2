import { expect, test } from 'vitest';
import type { RefusalHour } from '@/lib/maillog-lookup/types';
import { mergeEvidence } from './merge-evidence';
import { summarizeRefusals } from './summarize-refusals';
import type { KeptEvidence } from './types';

const HOUR = 3_600_000;
const BURST = Date.UTC(2026, 10, 18, 2);
const hour = (hoursBefore: number, refused: number, more: Partial<RefusalHour> = {}): RefusalHour => {
  const at = BURST - hoursBefore * HOUR;
  const clients = Array.from({ length: Math.min(refused, 20) }, (_, i) => `192.0.2.${i}`);
  const times = { at, firstAt: at + 60_000, lastAt: at + 120_000 };
  return { ...times, kind: 'sasl-failure', refused, clients, examples: [`line ${hoursBefore}`], ...more };
};

test('the guesses of the two days before the burst are told apart from all others', () => {
  const hours = [hour(60, 1), hour(30, 5), hour(3, 40), hour(-2, 7)];
  expect(summarizeRefusals(hours, BURST)).toEqual({
    before: {
      ...{ refused: 45, clients: 20, hasMoreClients: true },
      ...{ firstAt: BURST - 30 * HOUR + 60_000, lastAt: BURST - 3 * HOUR + 120_000 },
    },
    signIns: expect.objectContaining({ refused: 53, lastAt: BURST + 2 * HOUR + 120_000 }) as object,
    mails: null,
    examples: ['line 30', 'line 3'],
  });
});

test('without a burst nothing was before it; mail that was not taken is no guess', () => {
  const hours = [hour(3, 4), hour(1, 9, { kind: 'reject' })];
  expect(summarizeRefusals(hours, null)).toMatchObject({
    before: null,
    signIns: { refused: 4, hasMoreClients: false },
    mails: { refused: 9 },
    examples: ['line 3'],
  });
  expect(summarizeRefusals([], BURST)).toBeNull();
});

test('a copy keeps the refusals of days that the log has dropped', () => {
  const copy = (from: number, refusals?: RefusalHour[]): KeptEvidence => ({
    ...{ version: 1, sender: { kind: 'login', login: 'anna@customer.example' }, firstNamed: null },
    ...{ from, to: BURST, knownFrom: from, days: [], ...(refusals && { refusals }) },
  });
  const older = copy(BURST - 96 * HOUR, [hour(80, 3), hour(30, 5)]);
  const newer = copy(BURST - 30 * HOUR, [hour(30, 6), hour(2, 1)]);
  expect(mergeEvidence(older, newer).refusals?.map(({ refused }) => refused)).toEqual([3, 6, 1]);
  expect(mergeEvidence(copy(BURST - 96 * HOUR), newer).refusals).toHaveLength(2);
});
