// Rebuilds accounts from their complaint rows: after a replay, after a change of policy, and as the proof that what is
// kept equals what the rows say.

import { lockOpenCases, recountCases } from '@/lib/cases/store';
import { sql, type Tx } from '@/lib/db/sql';
import { addToSum } from '@/lib/scoring/decaying-sum';
import type { Policy } from '@/lib/scoring/policy';
import {
  loadComplaints,
  recountAccounts,
  replaceSums,
  saveWeights,
  type RebuildComplaint,
} from '@/lib/scoring/rebuild-store';
import { reweigh } from '@/lib/scoring/reweigh';
import type { NewComplaint, StandingChange } from '@/lib/scoring/rows';
import { standingsOf } from '@/lib/scoring/standing';
import { isStraggler } from '@/lib/scoring/straggler';
import { changeStandings, lockAccounts, saveSums, type SumRow } from '@/lib/scoring/store';
import { deskContext, type DeskContext } from './desk-context';
import { scoreAccounts } from './score-accounts';
import { withWeight } from './weigh-complaints';

/** Rebuilds these accounts in a transaction of its own, every complaint weighed anew under the policy in force. */
export async function rebuildAccounts(accountIds: number[], now = new Date()): Promise<void> {
  const context = await deskContext();
  await sql().begin((tx) => rebuildAccountsIn(tx, accountIds, context, now, { reweigh: true }));
}

/**
 * Rebuilds within the caller's transaction; without `reweigh` each complaint keeps the weight it was given. `caseIds` are
 * cases that lost complaints: where they lost all of them, no row names them any more.
 */
export async function rebuildAccountsIn(
  tx: Tx,
  accountIds: number[],
  context: DeskContext,
  now: Date,
  options: { reweigh: boolean; caseIds?: readonly number[] } = { reweigh: false },
): Promise<void> {
  if (accountIds.length === 0) return;
  const ids = [...accountIds].sort((a, b) => a - b);
  const releases = await lockAccounts(tx, ids);
  const openCases = await lockOpenCases(tx, ids);
  const kept = (await loadComplaints(tx, ids)).map((row) => ({
    ...row,
    straggler: isStraggler(row, releases.get(row.accountId)),
  }));
  const complaints = kept.map((row) => (options.reweigh ? reweighed(row, context.policy) : withWeight(row)));
  if (options.reweigh) {
    await saveWeights(
      tx,
      complaints.map((c) => ({ ...c, value: c.weight })),
      context.policyId,
    );
  }
  const counted = await restand(tx, kept, complaints, context.policy);
  await replaceSums(tx, ids, sumsOf(complaints, counted, context.policy), saveSums);
  await recountAccounts(tx, ids);
  const others = [...openCases.map((row) => row.id), ...(options.caseIds ?? [])];
  await recountCases(tx, await casesOf(tx, kept, others));
  await scoreAccounts(tx, { accountIds: ids, openCases, trapHits: new Set(), now, policy: context.policy });
}

/** Decides every standing anew, writes what changed, and returns the reports that count. */
async function restand(
  tx: Tx,
  kept: RebuildComplaint[],
  complaints: NewComplaint[],
  policy: Policy,
): Promise<Set<number>> {
  const changes: StandingChange[] = [];
  const counted = new Set<number>();
  const indexes = new Map<number, number[]>();
  complaints.forEach((c, i) => indexes.set(c.accountId, [...(indexes.get(c.accountId) ?? []), i]));
  for (const own of indexes.values()) {
    const standings = standingsOf(
      own.map((i) => complaints[i] as NewComplaint),
      policy,
    );
    for (const i of own) {
      const complaint = complaints[i] as NewComplaint;
      const to = standings.get(complaint.reportId) ?? 'weightless';
      const from = (kept[i] as RebuildComplaint).standing;
      if (to === 'counted') counted.add(complaint.reportId);
      if (to !== from) changes.push({ complaint, from, to });
    }
  }
  await changeStandings(tx, changes);
  return counted;
}

function reweighed(row: RebuildComplaint, policy: Policy): NewComplaint {
  const { trustFactor, attributionFactor, lines } = reweigh(row, policy);
  return withWeight({ ...row, trustFactor, attributionFactor, lines });
}

function sumsOf(complaints: NewComplaint[], counted: ReadonlySet<number>, policy: Policy): SumRow[] {
  const sums = new Map<string, SumRow>();
  for (const complaint of complaints) {
    const { accountId, reporterKey, unauthenticated, receivedAt } = complaint;
    const key = JSON.stringify([accountId, reporterKey]);
    const row = sums.get(key) ?? {
      accountId,
      reporterKey,
      unauthenticated,
      epoch: receivedAt,
      sum: 0,
      complaints: 0,
    };
    if (complaint.kind !== 'not-spam') row.complaints += 1;
    if (counted.has(complaint.reportId))
      Object.assign(row, addToSum(row, complaint.weight, receivedAt, policy));
    sums.set(key, row);
  }
  return [...sums.values()];
}

async function casesOf(tx: Tx, kept: RebuildComplaint[], others: number[]): Promise<number[]> {
  const ids = [...new Set([...others, ...kept.flatMap((row) => (row.caseId === null ? [] : [row.caseId]))])];
  const rows = await tx<
    { id: number }[]
  >`SELECT id FROM "case" WHERE id = ANY(${ids}::int[]) ORDER BY id FOR UPDATE`;
  return rows.map((row) => row.id);
}
