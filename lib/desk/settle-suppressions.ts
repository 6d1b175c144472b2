// Use case: complaints about list mail become entries of their senders' suppression lists, not-spam takes them back, and
// what a replay took away goes. Set-based, in batches; a list's row is locked while it changes.

import { sql, type Tx } from '@/lib/db/sql';
import { endingOf, hasChanged, type GroundSum, type KeptEntry } from '@/lib/suppression/entry-state';
import {
  endGoneEntries,
  growLists,
  loadEntries,
  lockLists,
  makeLists,
  sumGrounds,
  writeEntries,
  type ListGrowth,
  type WrittenEntry,
} from '@/lib/suppression/entry-store';
import {
  deleteGrounds,
  deleteOwnerless,
  lockGoneGrounds,
  lockWaitingGrounds,
  settleGrounds,
  type Pair,
} from '@/lib/suppression/ground-store';
import { settleBatch } from '@/lib/suppression/limits';
import { addressMark, complainantToken, identityOf, markKey } from '@/lib/suppression/tokens';
import { requireEnv } from '@/lib/env';

/** Returns how many grounds were settled. */
export async function settleSuppressions(now: () => Date = () => new Date()): Promise<number> {
  let settled = 0;
  for (;;) {
    const taken = (await sql().begin((tx) => settleSome(tx, now()))) as number;
    settled += taken;
    if (taken < settleBatch) break;
  }
  await sql().begin((tx) => deleteOwnerless(tx, now()));
  return settled;
}

async function settleSome(tx: Tx, now: Date): Promise<number> {
  const key = requireEnv('SECRET_KEY');
  const gone = await lockGoneGrounds(tx, settleBatch);
  const waiting = await lockWaitingGrounds(tx, settleBatch);
  if (gone.length + waiting.length === 0) return 0;
  const settled = waiting.map(({ id, customerId, recipientId, ...ground }) => {
    const recipient = recipientId === null ? null : { id: recipientId, rule: '' };
    return { id, customerId, token: complainantToken(key, customerId, identityOf({ ...ground, recipient })) };
  });
  const left = gone.flatMap(({ customerId, token }) =>
    customerId === null || token === null ? [] : [{ customerId, token }],
  );
  const complained = waiting.flatMap(({ customerId, isNotSpam }) => (isNotSpam ? [] : [customerId]));
  await makeLists(tx, complained);
  const pairs = [...settled, ...left];
  const numbers = await lockLists(tx, [...new Set(pairs.map(({ customerId }) => customerId))]);
  await settleGrounds(tx, settled);
  await deleteGrounds(
    tx,
    gone.map(({ id }) => id),
  );
  await keepEntries(
    tx,
    pairs.filter(({ customerId }) => numbers.has(customerId)),
    numbers,
    now,
  );
  return waiting.length + gone.length;
}

/** Computes the entries of these pairs anew and writes those that are no longer what they were. */
async function keepEntries(
  tx: Tx,
  pairs: readonly Pair[],
  numbers: Map<number, number>,
  now: Date,
): Promise<void> {
  if (pairs.length === 0) return;
  const sums = new Map((await sumGrounds(tx, pairs)).map((sum) => [keyOf(sum), sum]));
  const kept = new Map((await loadEntries(tx, pairs)).map((entry) => [keyOf(entry), entry]));
  const marks = markKey(requireEnv('SECRET_KEY'));
  const growths = new Map<number, ListGrowth>();
  const written: WrittenEntry[] = [];
  const ended: Parameters<typeof endGoneEntries>[1][number][] = [];
  for (const key of new Set([...sums.keys(), ...kept.keys()])) {
    const [sum, before] = [sums.get(key) ?? null, kept.get(key) ?? null];
    const ending = endingOf(sum, before, now);
    if (!hasChanged(sum, before, ending)) continue;
    const place = (sum ?? before) as GroundSum | KeptEntry;
    const change = (numbers.get(place.customerId) ?? 0) + 1;
    numbers.set(place.customerId, change);
    grow(growths, place.customerId, before, ending.endedAt === null);
    if (sum === null)
      ended.push({
        customerId: place.customerId,
        listId: place.listId,
        token: place.token,
        ...ending,
        change,
      });
    else written.push({ ...sum, ...ending, addressMark: markOf(sum, marks), change });
  }
  await writeEntries(tx, written);
  await endGoneEntries(tx, ended);
  await growLists(tx, [...growths.values()], now);
}

const keyOf = ({ customerId, listId, token }: Pick<KeptEntry, 'customerId' | 'listId' | 'token'>): string =>
  `${customerId} ${token} ${listId}`;

function markOf({ complainant }: GroundSum, key: string): string | null {
  return complainant.includes('@') ? addressMark(key, complainant) : null;
}

function grow(
  growths: Map<number, ListGrowth>,
  customerId: number,
  before: KeptEntry | null,
  isActive: boolean,
): void {
  const growth = growths.get(customerId) ?? { customerId, changes: 0, active: 0, ended: 0 };
  const wasActive = before !== null && before.endedAt === null;
  const wasEnded = before !== null && before.endedAt !== null;
  growths.set(customerId, {
    customerId,
    changes: growth.changes + 1,
    active: growth.active + Number(isActive) - Number(wasActive),
    ended: growth.ended + Number(!isActive) - Number(wasEnded),
  });
}
