// What a part of a round found becomes rows and tasks, in one transaction: listings begin, go on and end.

import type { Finding } from '@/lib/block-lists/ask-list';
import { endListings, keepListings, openListings, type SeenAgain } from '@/lib/block-lists/listing-store';
import type { ListRow } from '@/lib/block-lists/list-row';
import { lockListAsAsked, saveBelief, saveProgress } from '@/lib/block-lists/round-store';
import { sql, type Tx } from '@/lib/db/sql';
import { beginListing } from './begin-listing';
import { endListingTasks } from './end-listing-tasks';
import type { FoundTargets } from './find-own-targets';
import { endListFault } from './raise-list-fault';

export interface SettledPart {
  findings: Finding[];
  /** The round has come to its end with it. */
  isOver: boolean;
  found: FoundTargets;
}

const minuteMs = 60_000;

/** Settles it; nothing happens where the list was changed while it was asked. */
export function settleListPart(asked: ListRow, part: SettledPart, now: Date): Promise<void> {
  return sql().begin(async (tx) => {
    const list = await lockListAsAsked(tx, asked);
    if (list === null) return;
    await saveBelief(tx, list.id, { state: 'answers', detail: null }, now);
    await endListFault(tx, list);
    await settleFindings(tx, list, part.findings, now);
    if (part.isOver && part.found.isWhole) await endForgotten(tx, list, part.found, now);
    await saveRound(tx, list, part, now);
  });
}

async function settleFindings(tx: Tx, list: ListRow, findings: readonly Finding[], now: Date): Promise<void> {
  const subjects = findings.map(({ target }) => target.subject);
  const open = new Map((await openListings(tx, list.id, subjects)).map((row) => [row.subject, row.id]));
  const again: SeenAgain[] = [];
  const gone: number[] = [];
  for (const { target, answer } of findings) {
    const id = open.get(target.subject);
    if (answer.kind === 'clear' && id !== undefined) gone.push(id);
    if (answer.kind !== 'listed') continue;
    if (id === undefined) await beginListing(tx, list, target, answer, now);
    else again.push({ id, codes: answer.codes, reason: answer.reason });
  }
  await keepListings(tx, again, now);
  await endListings(tx, gone, 'delisted', now);
  await endListingTasks(tx, gone);
}

/** What is no longer looked up is nobody's listing any more: nothing would ever end it. */
async function endForgotten(tx: Tx, list: ListRow, { targets }: FoundTargets, now: Date): Promise<void> {
  const known = new Set(targets.filter(({ kind }) => list.subjects.includes(kind)).map((one) => one.subject));
  const forgotten = (await openListings(tx, list.id, null)).filter(({ subject }) => !known.has(subject));
  const ids = forgotten.map(({ id }) => id);
  await endListings(tx, ids, 'not-checked', now);
  await endListingTasks(tx, ids);
}

async function saveRound(tx: Tx, list: ListRow, { findings, isOver }: SettledPart, now: Date): Promise<void> {
  const began = list.roundBeganAt ?? now;
  const nextRoundMs = began.getTime() + list.intervalMinutes * minuteMs;
  await saveProgress(
    tx,
    list.id,
    {
      began,
      position: isOver ? null : (findings.at(-1)?.target.subject ?? list.roundPosition ?? ''),
      checked: list.roundChecked + findings.length,
      unknown: list.roundUnknown + findings.filter(({ answer }) => answer.kind === 'unknown').length,
      nextAt: new Date(isOver ? Math.max(nextRoundMs, now.getTime() + minuteMs) : now.getTime() + minuteMs),
    },
    now,
  );
}
