// What a batch's complaints add to the totals that an account's row keeps. Pure.

/** Added to an account: how many, and the time of the first and of the last. */
export interface ComplaintTotals {
  complaints: number;
  firstAt: Date;
  lastAt: Date;
}

/** The totals by account. not-spam is no complaint and is not in `rows`. */
export function totalsByAccount(
  rows: readonly { accountId: number; receivedAt: Date }[],
): Map<number, ComplaintTotals> {
  const totals = new Map<number, ComplaintTotals>();
  for (const { accountId, receivedAt } of rows) {
    const before = totals.get(accountId);
    if (before === undefined) {
      totals.set(accountId, { complaints: 1, firstAt: receivedAt, lastAt: receivedAt });
      continue;
    }
    before.complaints += 1;
    if (receivedAt < before.firstAt) before.firstAt = receivedAt;
    if (receivedAt > before.lastAt) before.lastAt = receivedAt;
  }
  return totals;
}
