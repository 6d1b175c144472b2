// Keeps with each case what was known of its customer: when it is opened, in the same transaction, or as soon as the
// customer becomes known. What the directory says later changes nothing of it.

import { customersOfAccounts } from '@/lib/customers/card-queries';
import { keepSnapshots, lockCasesWithoutSnapshot, renewSearchText } from '@/lib/cases/snapshot-store';
import { sql, type Tx } from '@/lib/db/sql';
import { customerCards } from './customer-cards';

/** Cases at one go; the next minute takes the next ones. */
const maxLate = 500;

/** Takes the snapshots of these cases; one whose customer nobody knows has none. */
export async function snapshotCustomers(
  tx: Tx,
  cases: readonly { caseId: number; accountId: number }[],
  now: Date,
): Promise<void> {
  if (cases.length === 0) return;
  const customers = await customersOfAccounts(
    tx,
    cases.map(({ accountId }) => accountId),
  );
  const cards = await customerCards(tx, [...new Set(customers.values())]);
  const takenAt = now.toISOString();
  await keepSnapshots(
    tx,
    cases.flatMap(({ caseId, accountId }) => {
      const card = cards.get(customers.get(accountId) ?? 0);
      return card === undefined ? [] : [{ caseId, snapshot: { takenAt, card } }];
    }),
  );
}

/** The snapshots of open cases whose customer came late; returns how many. */
export function snapshotLateCustomers(now: () => Date = () => new Date()): Promise<number> {
  return sql().begin(async (tx) => {
    const late = await lockCasesWithoutSnapshot(tx, maxLate);
    await snapshotCustomers(tx, late, now());
    await renewSearchText(
      tx,
      late.map(({ caseId }) => caseId),
    );
    return late.length;
  }) as Promise<number>;
}
