// Subscriptions whose fee or membership runs out.

import type { Tx } from '@/lib/db/sql';

/** Time enough to ask whoever pays. */
const DAYS_BEFORE = 30;

/** The key of a loop's renewal task. */
export const renewalKey = (loopId: number): string => `loop-renewal:${loopId}`;

export interface DueRenewal {
  id: number;
  name: string;
  /** `2027-03-31` */
  day: string;
  fee: string | null;
}

/** What has to be renewed within thirty days. A date is asked about once, also where somebody ended its task early. */
export async function takeDueRenewals(tx: Tx, now: Date): Promise<DueRenewal[]> {
  const today = now.toISOString().slice(0, 10);
  const rows = await tx<DueRenewal[]>`
    UPDATE feedback_loop SET renewal_raised_for = renews_on
    WHERE renews_on <= ${today}::date + ${DAYS_BEFORE}::int AND renewal_raised_for IS DISTINCT FROM renews_on
      AND state <> 'ended'
    RETURNING id, name, renews_on::text AS day, fee`;
  return [...rows];
}
