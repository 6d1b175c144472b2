// Use case: a program asks what changed in a customer's suppression list. Entries come in the order of their changes; who
// asks again with the last number it got misses nothing and gets nothing twice.

import { sql } from '@/lib/db/sql';
import { findGivenList, givenEntries } from '@/lib/suppression/given-queries';
import { givenList } from '@/lib/suppression/message';

/** Null where there is no such customer. */
export async function readSuppressions(
  customerNumber: string,
  { after, limit }: { after: number; limit: number },
): Promise<Record<string, unknown> | null> {
  const list = await findGivenList(sql(), customerNumber);
  if (list === null) return null;
  const entries = await givenEntries(sql(), list.customerId, { after, limit });
  const last = entries.at(-1)?.change ?? after;
  return givenList(list.number, entries, { after, more: last < list.change && entries.length === limit });
}
