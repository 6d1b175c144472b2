// Who was sending from an address: out of the mail log in our own tables, by the server whose address it is, and by the
// client where the address is not a mail server's. Read once, when a listing begins: the log is gone after some days.

import type { Tx } from '@/lib/db/sql';
import type { ListingSender } from './types';

/** Senders kept with a listing; all are counted. */
const sendersKept = 20;

export interface SendersQuestion {
  address: string;
  /** Name of the mail server; null where none is known: then only mail handed in from the address counts. */
  host: string | null;
  from: Date;
  to: Date;
}

/** The accounts that sent from there in that time, the most recipients first, and how many there were. */
export async function sendersFrom(
  tx: Tx,
  { address, host, from, to }: SendersQuestion,
): Promise<{ senders: ListingSender[]; count: number }> {
  // A list that lists an IPv6 address lists its /64: whoever has one of its addresses has them all.
  const bits = address.includes(':') ? 64 : 32;
  // Postfix writes the name of its host in full or as its first label.
  const hosts = host === null ? [] : [host, host.split('.')[0] ?? host];
  // Mail that a content filter gave back belongs to whoever handed in its first transaction, perhaps on another server.
  const rows = await tx<(ListingSender & { count: number })[]>`
    WITH sent AS (
      SELECT * FROM mail_transaction t
      WHERE t.day BETWEEN ${from}::timestamptz::date - 1 AND ${to}::timestamptz::date
        AND t.first_at BETWEEN ${from} AND ${to} AND t.is_outward AND t.fate <> 'handed-on'
        AND (t.host = ANY(${hosts}) OR t.client_ip <<= set_masklen(${address}::inet, ${bits}::int))
    ), named AS (
      SELECT coalesce(t.sasl_user, o.sasl_user, coalesce(t.uid::text, t.local_user) || '@' || t.host,
          coalesce(o.uid::text, o.local_user) || '@' || o.host) AS sender, t.recipients
      FROM sent t LEFT JOIN mail_transaction o ON t.origin_queue_id IS NOT NULL
        AND o.host = t.origin_host AND o.queue_id = t.origin_queue_id
        AND o.day BETWEEN ${from}::timestamptz::date - 2 AND ${to}::timestamptz::date
    )
    SELECT sender, count(*)::int AS messages, sum(recipients)::int AS recipients,
      (count(*) OVER ())::int AS count
    FROM named WHERE sender IS NOT NULL GROUP BY sender ORDER BY 3 DESC, 1 LIMIT ${sendersKept}`;
  return { senders: rows.map(({ count: _count, ...sender }) => sender), count: rows[0]?.count ?? 0 };
}

/** The same of a domain: its accounts that sent, whatever server they used, by the hours that are counted anyway. */
export async function sendersOfDomain(
  tx: Tx,
  domain: string,
  { from, to }: { from: Date; to: Date },
): Promise<{ senders: ListingSender[]; count: number }> {
  const rows = await tx<(ListingSender & { count: number })[]>`
    SELECT login AS sender, sum(messages)::int AS messages, sum(recipients)::int AS recipients,
      (count(*) OVER ())::int AS count
    FROM account_hour
    WHERE hour BETWEEN date_trunc('hour', ${from}::timestamptz, 'UTC') AND ${to}
      AND kind = 'mailbox' AND right(login, ${domain.length + 1}) = ${`@${domain}`}
    GROUP BY login ORDER BY 3 DESC, 1 LIMIT ${sendersKept}`;
  return { senders: rows.map(({ count: _count, ...sender }) => sender), count: rows[0]?.count ?? 0 };
}
