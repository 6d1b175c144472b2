// Use case: what do block lists say of our addresses and domains? Each list is asked a part of its round at its own pace,
// its test points first. A listing is a task with the accounts that were sending; it ends by itself when the list has
// let go. No account is touched by it.

import { askPart, testList, type Belief } from '@/lib/block-lists/ask-list';
import type { ListRow } from '@/lib/block-lists/list-row';
import { testPoints } from '@/lib/block-lists/question';
import { dueLists, lockListAsAsked, putOff, saveBelief } from '@/lib/block-lists/round-store';
import type { Target } from '@/lib/block-lists/types';
import { sql } from '@/lib/db/sql';
import type { Lookups } from '@/lib/dns/lookups';
import { blockListLookups } from './block-list-lookups';
import { findOwnTargets, type FoundTargets } from './find-own-targets';
import { raiseListFault } from './raise-list-fault';
import { settleListPart } from './settle-list-part';

/** A part of a round ends within the minute in which the next one may begin. */
const partMs = 40_000;
/** A list that does not answer, or not rightly, is asked again so much later. */
const retryMs = 15 * 60_000;

export interface CheckOptions {
  now?: () => number;
  lookups?: Lookups;
}

/** Asks all lists that are due. Returns how many were asked, for the log. */
export async function checkBlockLists({
  now = Date.now,
  lookups = blockListLookups(),
}: CheckOptions = {}): Promise<{ lists: number }> {
  const lists = await dueLists(sql(), new Date(now()));
  if (lists.length === 0) return { lists: 0 };
  const found = await findOwnTargets(lookups);
  await Promise.all(lists.map((list) => checkList(list, found, lookups, now)));
  return { lists: lists.length };
}

async function checkList(
  list: ListRow,
  found: FoundTargets,
  lookups: Lookups,
  now: () => number,
): Promise<void> {
  const belief = await testList(lookups, list);
  if (belief.state !== 'answers') return disbelieve(list, belief, new Date(now()));
  const { part, isLast } = nextPart(list, found.targets);
  const { findings, doubt } = await askPart(lookups, list, part, { at: now() + partMs, now });
  if (doubt !== null) return disbelieve(list, doubt, new Date(now()));
  const isOver = isLast && findings.length === part.length;
  await settleListPart(list, { findings, isOver, found }, new Date(now()));
}

/** The targets that this list knows of, after the one that the round came to, as many as its pace allows. */
function nextPart(list: ListRow, targets: readonly Target[]): { part: Target[]; isLast: boolean } {
  const own = targets.filter(({ kind }) => list.subjects.includes(kind));
  // Where the last one asked is ours no longer, the round begins anew: asked twice is better than not asked.
  const from = own.findIndex(({ subject }) => subject === list.roundPosition) + 1;
  // Before a part each test point is asked, and again after one with a listing.
  const budget = Math.max(1, list.queriesPerMinute - 4 * testPoints(list.subjects, null).length);
  return { part: own.slice(from, from + budget), isLast: from + budget >= own.length };
}

/** Nothing the list said counts; what is listed stays listed, and somebody is told where it lasts. */
function disbelieve(list: ListRow, belief: Belief, now: Date): Promise<void> {
  return sql().begin(async (tx) => {
    if ((await lockListAsAsked(tx, list)) === null) return;
    await saveBelief(tx, list.id, belief, now);
    await putOff(tx, list.id, new Date(now.getTime() + retryMs));
    const since = list.state === belief.state ? list.stateSince : now;
    await raiseListFault(tx, list, belief, { since, now });
  });
}
