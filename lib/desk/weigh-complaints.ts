// Decides the standing of a batch's complaints and keeps the sums. The common case, a complaint later than all of its
// key, needs the key's head alone; a late arrival or a not-spam has its whole key decided anew.

import type { Tx } from '@/lib/db/sql';
import type { Policy } from '@/lib/scoring/policy';
import { isUnauthenticatedKey, type NewComplaint, type StandingChange } from '@/lib/scoring/rows';
import {
  compareComplaints,
  decideStanding,
  standingKey,
  standingsOfKey,
  type CountedComplaint,
} from '@/lib/scoring/standing';
import { loadKeyHeads, loadKeys, type KeptComplaint, type KeyHead } from '@/lib/scoring/store';
import type { Standing } from '@/lib/scoring/types';
import { valueOfLines } from '@/lib/scoring/complaint-value';

export interface Weighed {
  standings: Map<number, Standing>;
  changes: StandingChange[];
}

/** The standing of each new complaint by report number, and the changes to complaints already kept. */
export async function weighComplaints(tx: Tx, complaints: NewComplaint[], policy: Policy): Promise<Weighed> {
  const groups = [...groupByKey(complaints).values()];
  if (groups.length === 0) return { standings: new Map(), changes: [] };
  const heads = await loadKeyHeads(tx, groups.map(firstOf));
  const weighed: Weighed = { standings: new Map(), changes: [] };
  const whole: NewComplaint[][] = [];
  groups.forEach((group, i) => {
    const head = heads[i] as KeyHead;
    if (needsWholeKey(group, head)) whole.push(group);
    else weighInOrder(group, head, policy, weighed);
  });
  if (whole.length > 0) await weighWholeKeys(tx, whole, policy, weighed);
  return weighed;
}

function groupByKey(complaints: NewComplaint[]): Map<string, NewComplaint[]> {
  const groups = new Map<string, NewComplaint[]>();
  for (const complaint of [...complaints].sort(compareComplaints)) {
    const key = keyOf(complaint);
    const group = groups.get(key);
    if (group) group.push(complaint);
    else groups.set(key, [complaint]);
  }
  return groups;
}

function keyOf(complaint: Pick<NewComplaint, 'accountId' | 'reporterKey' | 'complainant'>): string {
  return `${complaint.accountId} ${standingKey(complaint)}`;
}

function firstOf(group: NewComplaint[]): NewComplaint {
  return group[0] as NewComplaint;
}

function needsWholeKey(group: NewComplaint[], head: KeyHead): boolean {
  if (head.lastReceivedAt === null || head.lastReportId === null)
    return group.some((c) => c.kind === 'not-spam');
  const last = { receivedAt: head.lastReceivedAt, reportId: head.lastReportId };
  return group.some((c) => c.kind === 'not-spam') || compareComplaints(firstOf(group), last) < 0;
}

function weighInOrder(group: NewComplaint[], head: KeyHead, policy: Policy, weighed: Weighed): void {
  let counted = countedOf(head);
  for (const complaint of group) {
    const { standing } = decideStanding(complaint, counted, policy);
    weighed.standings.set(complaint.reportId, standing);
    if (standing === 'counted') counted = complaint;
  }
}

function countedOf(head: KeyHead): CountedComplaint | null {
  const { countedReportId: reportId, countedReceivedAt: receivedAt, countedTrustFactor: trustFactor } = head;
  return reportId === null || receivedAt === null || trustFactor === null
    ? null
    : { reportId, receivedAt, trustFactor };
}

async function weighWholeKeys(
  tx: Tx,
  groups: NewComplaint[][],
  policy: Policy,
  weighed: Weighed,
): Promise<void> {
  const kept = new Map<string, KeptComplaint[]>();
  for (const row of await loadKeys(tx, groups.map(firstOf))) {
    kept.set(keyOf(row), [...(kept.get(keyOf(row)) ?? []), row]);
  }
  for (const group of groups) {
    const before = kept.get(keyOf(firstOf(group))) ?? [];
    const old = before.map(withWeight);
    const standings = standingsOfKey([...old, ...group], policy);
    for (const complaint of group)
      weighed.standings.set(complaint.reportId, standings.get(complaint.reportId) as Standing);
    before.forEach((row, i) => {
      const to = standings.get(row.reportId) as Standing;
      if (to !== row.standing)
        weighed.changes.push({ complaint: old[i] as NewComplaint, from: row.standing, to });
    });
  }
}

/** A kept row as scoring first saw it: its weight is the product of its lines. */
export function withWeight(row: KeptComplaint): NewComplaint {
  return { ...row, unauthenticated: isUnauthenticatedKey(row.reporterKey), weight: valueOfLines(row.lines) };
}
