import { expect, it } from 'vitest';
import { receiptOf } from './receipt';

const now = new Date('2026-11-21T12:00:00Z');

it('is what the server says where that can be', () => {
  for (const said of ['2026-11-21T12:00:00Z', '2026-11-20T03:04:05Z', '1999-12-31T23:59:59Z']) {
    expect(receiptOf(new Date(said), now)).toEqual(new Date(said));
  }
});

it.each([
  ['no date', Number.NaN],
  ['tomorrow', now.getTime() + 86_400_000],
  ['the year 275760', 8.64e15],
  ['the year −271821', -8.64e15],
  ['the epoch', 0],
])('is now where the server says %s', (_name, moment) => {
  expect(receiptOf(new Date(moment), now)).toEqual(now);
});
