// Notes which days of the mail log changed long after they were over, in the transaction that writes it: whoever adds up
// days looks at those again. Promise: a superset; a day is noted as often as batches touch it, and no writer waits for another.

import type { Tx } from '@/lib/db/sql';
import type { TransactionPart } from './open-transaction';
import { dayOf } from './part-row';

/** Until so many days (UTC) after a day its lines are expected, and nobody takes it for complete. */
const LATE_AFTER_DAYS = 3;

/** Notes the days of the parts that nobody expects any more. */
export async function noteLateDays(tx: Tx, parts: readonly TransactionPart[]): Promise<void> {
  const days = [...new Set(parts.map(({ firstAt }) => dayOf(firstAt)))];
  if (days.length === 0) return;
  await tx`
    INSERT INTO mail_day_change (day)
    SELECT day FROM unnest(${days}::date[]) AS d (day)
    WHERE day <= (now() AT TIME ZONE 'UTC')::date - ${LATE_AFTER_DAYS}::int`;
}
