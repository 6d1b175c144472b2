// What an account's row is to be raised by.

import { expect, it } from 'vitest';
import { totalsByAccount } from './complaint-totals';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 21, hour));

it('counts each account’s complaints and finds the first and the last, whatever their order', () => {
  const rows = [
    { accountId: 1, receivedAt: at(5) },
    { accountId: 2, receivedAt: at(1) },
    { accountId: 1, receivedAt: at(9) },
    { accountId: 1, receivedAt: at(3) },
  ];
  expect([...totalsByAccount(rows)]).toEqual([
    [1, { complaints: 3, firstAt: at(3), lastAt: at(9) }],
    [2, { complaints: 1, firstAt: at(1), lastAt: at(1) }],
  ]);
  expect(totalsByAccount([]).size).toBe(0);
});
