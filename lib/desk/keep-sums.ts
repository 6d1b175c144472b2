// Brings the kept sums of a batch up to date: O(1) for each complaint that counts, or counts no more.

import type { Tx } from '@/lib/db/sql';
import { addToSum, removeFromSum } from '@/lib/scoring/decaying-sum';
import type { Policy } from '@/lib/scoring/policy';
import type { NewComplaint, StandingChange, WeighedComplaint } from '@/lib/scoring/rows';
import { loadSums, saveSums, type SumRow } from '@/lib/scoring/store';

type Pair = Pick<NewComplaint, 'accountId' | 'reporterKey' | 'unauthenticated'>;

const keyOf = (pair: Pair): string =>
  JSON.stringify([pair.accountId, pair.reporterKey, pair.unauthenticated]);

/** Adds the new complaints that count and applies the changes to older ones. */
export async function keepSums(
  tx: Tx,
  fresh: WeighedComplaint[],
  changes: StandingChange[],
  policy: Policy,
): Promise<void> {
  const touched = [...fresh, ...changes.map((change) => change.complaint)];
  const pairs = [...new Map(touched.map((pair) => [keyOf(pair), pair])).values()];
  if (pairs.length === 0) return;
  const sums = new Map((await loadSums(tx, pairs)).map((row) => [keyOf(row), row]));
  for (const complaint of fresh) {
    const row = sumOf(sums, complaint);
    if (complaint.kind !== 'not-spam') row.complaints += 1;
    if (complaint.standing === 'counted') add(row, complaint, policy);
  }
  for (const { complaint, from, to } of changes) {
    const row = sumOf(sums, complaint);
    if (from === 'counted')
      Object.assign(row, removeFromSum(row, complaint.weight, complaint.receivedAt, policy));
    if (to === 'counted') add(row, complaint, policy);
  }
  const byAccount = (a: SumRow, b: SumRow): number => a.accountId - b.accountId;
  await saveSums(tx, [...sums.values()].sort(byAccount));
}

function sumOf(sums: Map<string, SumRow>, pair: NewComplaint): SumRow {
  const found = sums.get(keyOf(pair));
  if (found) return found;
  const { accountId, reporterKey, unauthenticated } = pair;
  const row = { accountId, reporterKey, unauthenticated, epoch: pair.receivedAt, sum: 0, complaints: 0 };
  sums.set(keyOf(pair), row);
  return row;
}

function add(row: SumRow, complaint: NewComplaint, policy: Policy): void {
  Object.assign(row, addToSum(row, complaint.weight, complaint.receivedAt, policy));
}
