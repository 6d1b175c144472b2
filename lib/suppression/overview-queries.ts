// The overview of suppression lists: who has one, how much is on it, and whether the customer's list software is told. A
// page is chosen by index in the order of its tab.

import { sql } from '@/lib/db/sql';
import { entryPageSize } from './limits';
import type { ListTab, ListView } from './list-parameters';
import type { Delivery } from './queries';
import { spellingsOf } from './spellings';

export interface ListRow extends Delivery {
  customerId: number;
  number: string;
  name: string;
  declared: boolean;
  active: number;
  ended: number;
  lastAt: Date;
  givesAddresses: boolean;
  refuses: boolean;
}

type Value = string | number | string[];

const time = `to_char(l.last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const orders: Record<ListTab, { column: string; type: string; key: string; where: string }> = {
  latest: { column: 'l.last_at', type: 'text::timestamptz', key: time, where: '' },
  largest: { column: 'l.active', type: 'int', key: 'l.active', where: '' },
  failing: {
    column: 'l.last_at',
    type: 'text::timestamptz',
    key: time,
    where: 'AND l.webhook_on AND l.webhook_failures > 0',
  },
};

/** One page of the lists there are, in the order of the tab; `after` is the key of the next page. */
export async function listSuppressionLists(
  { tab, search, after }: ListView,
  pageSize = entryPageSize,
): Promise<{ rows: ListRow[]; after: string | null }> {
  const { column, type, key, where } = orders[tab];
  const values: Value[] = [pageSize + 1];
  const place = (value: Value) => `$${values.push(value)}`;
  const from =
    after === null
      ? ''
      : `AND (${column}, l.customer_id) < (${place(after[0])}::${type}, ${place(after[1])}::int)`;
  const found = search === null ? '' : `AND l.customer_id IN (${foundSql(search, place)})`;
  const rows = await sql().unsafe<(ListRow & { key: string })[]>(
    `SELECT l.customer_id AS "customerId", c.number, c.name, c.declared_bulk_sender AS declared, l.active, l.ended,
      l.last_at AS "lastAt", l.gives_addresses AS "givesAddresses", l.refuses, l.change, l.webhook_on AS "webhookOn",
      l.webhook_change AS "webhookChange", l.webhook_failures AS "webhookFailures", l.webhook_fault AS "webhookFault",
      l.webhook_due_at AS "webhookDueAt", l.webhook_taken_at AS "webhookTakenAt", ${key} || '~' || l.customer_id AS key
    FROM suppression_list l JOIN customer c ON c.id = l.customer_id
    WHERE l.last_at IS NOT NULL ${where} ${from} ${found}
    ORDER BY ${column} DESC, l.customer_id DESC LIMIT $1::int`,
    values,
  );
  const shown = rows.slice(0, pageSize);
  return { rows: shown, after: rows.length > pageSize ? (shown.at(-1)?.key ?? null) : null };
}

/** Customers of that number or with that in their name, and those whose lists hold that complainant. */
function foundSql(search: string, place: (value: Value) => string): string {
  const part = `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  return `SELECT id FROM customer WHERE number = ${place(search)}
    UNION SELECT id FROM customer WHERE lower(name) LIKE ${place(part)}
    UNION SELECT customer_id FROM suppression_entry WHERE complainant = ANY(${place(spellingsOf(search))}::text[])`;
}
