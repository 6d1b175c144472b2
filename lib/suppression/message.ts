// What the interface answers and list software is sent: the same entries in the same words. Pure. Described in
// docs/suppression.md.

import type { GivenEntry } from './types';

/** An entry in JSON; times in ISO 8601, UTC. */
function givenJson(entry: GivenEntry): Record<string, unknown> {
  return {
    change: entry.change,
    token: entry.token,
    list: entry.listId === '' ? null : entry.listId,
    recipientId: entry.recipientId,
    campaign: entry.campaign,
    address: entry.address,
    state: entry.active ? 'active' : 'ended',
    endedBy: entry.endedBy,
    complaints: entry.complaints,
    firstComplaintAt: entry.firstAt.toISOString(),
    lastComplaintAt: entry.lastAt.toISOString(),
  };
}

/** One part of a list: `after` asks for what comes next, `more` says that there is more now. */
export function givenList(
  customer: string,
  entries: readonly GivenEntry[],
  from: { after: number; more: boolean },
): Record<string, unknown> {
  return {
    customer,
    entries: entries.map(givenJson),
    after: entries.at(-1)?.change ?? from.after,
    more: from.more,
  };
}
