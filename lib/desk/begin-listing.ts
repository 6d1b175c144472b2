// One of our addresses or domains is listed from now on: who was sending from there is kept, and a task says so.

import { insertListing } from '@/lib/block-lists/listing-store';
import type { ListRow } from '@/lib/block-lists/list-row';
import { sendersFrom, sendersOfDomain } from '@/lib/block-lists/senders-store';
import { stepKeys, type ListingStep, type Target } from '@/lib/block-lists/types';
import type { Tx } from '@/lib/db/sql';
import { raiseTasks } from '@/lib/tasks/store';
import { listingTaskKey } from './end-listing-tasks';

/** A list sees spam before it lists: the day before the last clear round counts too, but no more than three days. */
const beforeMs = 24 * 3_600_000;
const longestMs = 72 * 3_600_000;
/** The task names so many; the page of the listing has more. */
const namedMost = 12;

export async function beginListing(
  tx: Tx,
  list: ListRow,
  target: Target,
  { codes, reason }: { codes: string[]; reason: string | null },
  now: Date,
): Promise<void> {
  const clearBefore = list.lastRoundAt;
  const from = new Date(Math.max((clearBefore ?? now).getTime() - beforeMs, now.getTime() - longestMs));
  const { senders, count } =
    target.kind === 'domain'
      ? await sendersOfDomain(tx, target.subject, { from, to: now })
      : await sendersFrom(tx, { address: target.subject, host: target.host, from, to: now });
  const id = await insertListing(
    tx,
    {
      listId: list.id,
      subject: target.subject,
      host: target.host,
      codes,
      reason,
      clearBefore,
      senders,
      senderCount: count,
      sendersFrom: from,
      steps: openSteps(list.steps),
    },
    now,
  );
  await raiseTasks(tx, [
    {
      kind: 'block-listing',
      key: listingTaskKey(id),
      audience: 'all',
      detail: {
        blockList: { id: list.id, name: list.name },
        listing: { id, subject: target.subject },
        since: now.toISOString(),
        accounts: senders.slice(0, namedMost).map(({ sender }) => sender),
      },
      feedbackLoopId: null,
      rawMessageId: null,
    },
  ]);
}

/** The steps of every list, and before the waiting what this list wants. */
function openSteps(own: readonly string[]): ListingStep[] {
  const open = { doneAt: null, doneBy: null };
  const keyed = (key: (typeof stepKeys)[number]) => ({ key, ...open });
  return stepKeys.flatMap((key): ListingStep[] =>
    key === 'watch' ? [...own.map((text) => ({ text, ...open })), keyed(key)] : [keyed(key)],
  );
}
