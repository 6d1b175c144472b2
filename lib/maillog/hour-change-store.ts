// Notes in which hours of which senders the mail log changed, in the transaction that writes it: whoever counts hours
// looks at those alone, and late lines correct what was counted. Promise: a superset; noting an hour twice costs a look.

import { copyRows } from '@/lib/db/copy-rows';
import type { Tx } from '@/lib/db/sql';
import type { TransactionPart } from './open-transaction';

const HOUR = 3_600_000;

/** Notes the hours of the parts that name their sender themselves. */
export async function noteHours(tx: Tx, parts: readonly TransactionPart[]): Promise<void> {
  const hours = new Map<string, [string, string, Date]>();
  for (const { saslUser, uid, localUser, originHost, host, firstAt } of parts) {
    const sender = saslUser ?? (uid === null ? localUser : String(uid));
    if (sender === null) continue;
    const at = Math.floor(firstAt / HOUR) * HOUR;
    const on = saslUser === null ? (originHost ?? host) : '';
    const key = `${sender} ${on} ${at}`;
    if (!hours.has(key)) hours.set(key, [textOf(sender), textOf(on), new Date(at)]);
  }
  await copyRows(tx, 'account_hour_change', ['sender', 'host', 'hour'], [...hours.values()]);
}

/** What PostgreSQL takes, as the rows themselves have it. */
function textOf(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{fffd}');
}

/** The hour of a row under the alias `name`, for an INSERT of what a statement changed. Rows without a sender are left out by `hasSender`. */
export function hourOfRow(tx: Tx, name: string) {
  const row = tx(name);
  return tx`
    coalesce(${row}.sasl_user, ${row}.uid::text, ${row}.local_user),
    CASE WHEN ${row}.sasl_user IS NULL THEN coalesce(${row}.origin_host, ${row}.host) ELSE '' END,
    date_trunc('hour', ${row}.first_at, 'UTC')`;
}

export function hasSender(tx: Tx, name: string) {
  const row = tx(name);
  return tx`(${row}.sasl_user IS NOT NULL OR ${row}.uid IS NOT NULL OR ${row}.local_user IS NOT NULL)`;
}
