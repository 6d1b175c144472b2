// What keeps a feedback loop alive, for its page.

import { sql } from '@/lib/db/sql';

export interface LoopUpkeep {
  selfCheck: boolean;
  contactsConfirmedAt: Date | null;
  contactsConfirmedBy: string | null;
}

/** Nothing is arranged where no row stands. */
export async function findUpkeep(loopId: number): Promise<LoopUpkeep> {
  const [row] = await sql()<LoopUpkeep[]>`
    SELECT u.self_check AS "selfCheck", u.contacts_confirmed_at AS "contactsConfirmedAt", p.name AS "contactsConfirmedBy"
    FROM feedback_loop_upkeep u LEFT JOIN app_user p ON p.id = u.contacts_confirmed_by_id
    WHERE u.feedback_loop_id = ${loopId}`;
  return row ?? { selfCheck: false, contactsConfirmedAt: null, contactsConfirmedBy: null };
}

export interface LastCheck {
  sentAt: Date;
  arrivedAt: Date | null;
  missedAt: Date | null;
}

/** The latest checks of a loop, newest first. */
export async function listChecks(loopId: number, limit = 6): Promise<LastCheck[]> {
  const rows = await sql()<LastCheck[]>`
    SELECT sent_at AS "sentAt", arrived_at AS "arrivedAt", missed_at AS "missedAt"
    FROM feedback_loop_self_check WHERE feedback_loop_id = ${loopId} ORDER BY id DESC LIMIT ${limit}`;
  return [...rows];
}
