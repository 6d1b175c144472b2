// Use case: a suppression list as CSV, in pieces as they are read: no list is held in memory whole. Who took it is in the
// audit chain. What may be in it is decided where it is read (lib/suppression/given-queries.ts).

import { sql } from '@/lib/db/sql';
import { csvOf, type Cell } from '@/lib/statistics/csv';
import { givenEntries } from '@/lib/suppression/given-queries';
import { givenBatch } from '@/lib/suppression/limits';
import type { GivenEntry } from '@/lib/suppression/types';
import type { SignedInUser } from '@/lib/users/types';

const head = [
  'change',
  'list_id',
  'token',
  'recipient_id',
  'campaign',
  'address',
  'state',
  'ended_by',
  'complaints',
  'first_complaint',
  'last_complaint',
];

function cellsOf(entry: GivenEntry): Cell[] {
  return [
    entry.change,
    entry.listId,
    entry.token,
    entry.recipientId,
    entry.campaign,
    entry.address,
    entry.active ? 'active' : 'ended',
    entry.endedBy,
    entry.complaints,
    entry.firstAt.toISOString(),
    entry.lastAt.toISOString(),
  ];
}

/** Name and text of the file, in pieces; null where the customer has no list. */
export async function exportSuppressions(
  customerId: number,
  user: Pick<SignedInUser, 'id'>,
  locale: 'de' | 'en',
): Promise<{ name: string; pieces: AsyncGenerator<string> } | null> {
  const [list] = await sql()<{ change: number; entries: number }[]>`
    SELECT change, active + ended AS entries FROM suppression_list WHERE customer_id = ${customerId}`;
  if (list === undefined) return null;
  const detail = sql().json({ entries: list.entries });
  await sql()`SELECT append_audit(${user.id}, 'suppression-list-exported', ${`customer:${customerId}`}, ${detail})`;
  return { name: `suppression-${customerId}.csv`, pieces: piecesOf(customerId, list.change, locale) };
}

/** What changes meanwhile is not in it: the last number says up to where it goes. */
async function* piecesOf(customerId: number, until: number, locale: 'de' | 'en'): AsyncGenerator<string> {
  yield csvOf([head], locale);
  let after = 0;
  for (;;) {
    const entries = await givenEntries(sql(), customerId, { after, limit: givenBatch, until });
    const last = entries.at(-1);
    if (last === undefined) return;
    // The byte order mark stands once, before the head.
    yield csvOf(entries.map(cellsOf), locale).slice(1);
    after = last.change;
  }
}
