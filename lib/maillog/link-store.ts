// Who sent a re-injected mail, where its first transaction came in an earlier batch: filled in from the row.

import type { Tx } from '@/lib/db/sql';
import { hasSender, hourOfRow } from './hour-change-store';
import type { TransactionPart } from './open-transaction';

/** The two transactions of a mail that went through a content filter. */
interface Link {
  host: string;
  first: string;
  second: string;
  at: number;
}

function linksOf(parts: readonly TransactionPart[]): Link[] {
  return parts.flatMap(({ host, queueId, originQueueId, handedTo, isOrphan, lastAt: at }) => [
    ...(isOrphan && originQueueId !== null ? [{ host, first: originQueueId, second: queueId, at }] : []),
    ...(handedTo === null ? [] : [{ host, first: queueId, second: handedTo, at }]),
  ]);
}

/** Fills the sender of re-injected mails whose reader did not know the first transaction. Its rows must be written. */
export async function fillSenders(tx: Tx, parts: readonly TransactionPart[]): Promise<void> {
  const links = linksOf(parts);
  if (links.length === 0) return;
  await tx`SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;
  await tx`
    WITH pair AS MATERIALIZED (
      SELECT DISTINCT ON (s.day, l.host, l.second, s.first_at) s.day AS row_day, s.first_at AS row_first_at, l.second, f.*
      FROM unnest(${links.map((link) => link.host)}::text[], ${links.map((link) => link.first)}::text[],
          ${links.map((link) => link.second)}::text[], ${links.map((link) => new Date(link.at).toISOString())}::timestamptz[])
        AS l(host, first, second, at)
      JOIN LATERAL (${latest(tx, 'first')}) AS f ON true
      JOIN LATERAL (${latest(tx, 'second')}) AS s ON true
      WHERE l.first <> l.second),
    filled AS (UPDATE mail_transaction AS t SET
      origin = 'reinjected', sasl_user = p.sasl_user, uid = p.uid, local_user = p.local_user, cwd = p.cwd,
      client_ip = p.client_ip, client_port = p.client_port, client_name = p.client_name,
      origin_host = coalesce(p.origin_host, p.host), origin_queue_id = coalesce(p.origin_queue_id, p.queue_id)
    FROM pair AS p
    WHERE t.day = p.row_day AND t.queue_id = p.second AND t.host = p.host AND t.first_at = p.row_first_at
      AND t.sasl_user IS NULL AND (t.origin_queue_id IS NULL OR t.origin_queue_id = p.queue_id)
      RETURNING t.sasl_user, t.uid, t.local_user, t.origin_host, t.host, t.first_at)
    INSERT INTO account_hour_change (sender, host, hour)
    SELECT DISTINCT ${hourOfRow(tx, 'f')} FROM filled AS f WHERE ${hasSender(tx, 'f')}`;
}

/** The latest row of a link's queue id at its time. */
function latest(tx: Tx, id: 'first' | 'second') {
  return tx`
    SELECT * FROM mail_transaction AS r
    WHERE r.queue_id = ${tx(`l.${id}`)} AND r.host = l.host
      AND r.first_at BETWEEN l.at - interval '10 days' AND l.at + interval '2 seconds'
      AND r.day BETWEEN ((l.at - interval '10 days') AT TIME ZONE 'UTC')::date
        AND ((l.at + interval '2 seconds') AT TIME ZONE 'UTC')::date
    ORDER BY r.first_at DESC LIMIT 1`;
}
