// Puts mail back to waiting, so that the processor reads it anew. What an earlier reading left is removed by the
// processor itself, in the transaction that files the new one.

import type { Tx } from '@/lib/db/sql';
import type { MailFilter } from './list-parameters';

/** Which mail: these ids, or all of a filter. */
export type ReplayTarget = { ids: number[] } | { filter: MailFilter };

/** Puts the mails back and returns how many. Waiting and restricted mail and stubs of oversize mail are left as they are. */
export async function markForReplay(tx: Tx, target: ReplayTarget): Promise<number> {
  const chosen =
    'ids' in target
      ? tx`m.id = ANY(${target.ids}::bigint[])`
      : tx`(${target.filter.state}::message_state IS NULL OR m.state = ${target.filter.state}::message_state)
           AND (${target.filter.mailbox}::int IS NULL OR EXISTS (
             SELECT 1 FROM delivery d WHERE d.raw_message_id = m.id AND d.mailbox_id = ${target.filter.mailbox}::int))`;
  const rows = await tx`
    UPDATE raw_message m
    SET state = 'received', attempts = 0, claimed_until = NULL, reason_code = NULL, reason_text = NULL, state_at = now()
    WHERE ${chosen} AND m.state NOT IN ('received', 'restricted') AND m.reason_code IS DISTINCT FROM 'too-large'`;
  if (rows.count > 0) await tx`SELECT pg_notify('raw_message', ${String(rows.count)})`;
  return rows.count;
}
