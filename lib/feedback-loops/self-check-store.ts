// Self-checks of feedback loops: which are due, sent, arrived, missed.

import type { Sql, Tx } from '@/lib/db/sql';
import { SELF_CHECK_DAYS, SELF_CHECK_HOURS } from './self-check';

export interface DueCheck {
  loopId: number;
  name: string;
  address: string;
}

/** Active loops with the check switched on whose last one is a month old; held until the transaction ends. */
export function takeDueChecks(tx: Tx, now: Date): Promise<DueCheck[]> {
  return tx<DueCheck[]>`
    SELECT l.id AS "loopId", l.name, l.intake_alias AS address
    FROM feedback_loop_upkeep u JOIN feedback_loop l ON l.id = u.feedback_loop_id
    WHERE u.self_check AND l.state = 'active' AND l.intake_alias IS NOT NULL
      AND NOT EXISTS (SELECT FROM feedback_loop_self_check c
        WHERE c.feedback_loop_id = l.id AND c.sent_at > ${now}::timestamptz - make_interval(days => ${SELF_CHECK_DAYS}))
    ORDER BY l.id FOR UPDATE OF u SKIP LOCKED`;
}

export async function insertCheck(
  tx: Tx,
  { loopId, address }: Pick<DueCheck, 'loopId' | 'address'>,
  now: Date,
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO feedback_loop_self_check (feedback_loop_id, address, sent_at) VALUES (${loopId}, ${address}, ${now})
    RETURNING id`;
  if (row === undefined) throw new Error('no self-check was inserted');
  return row.id;
}

/** The first arrival counts; answers the loop, null where it had arrived before or is gone. */
export async function noteArrival(
  tx: Tx,
  { checkId, rawMessageId, at }: { checkId: number; rawMessageId: number; at: Date },
): Promise<number | null> {
  const [row] = await tx<{ loopId: number }[]>`
    UPDATE feedback_loop_self_check SET arrived_at = ${at}, raw_message_id = ${rawMessageId}
    WHERE id = ${checkId} AND arrived_at IS NULL RETURNING feedback_loop_id AS "loopId"`;
  return row?.loopId ?? null;
}

export interface MissedCheck {
  id: number;
  loopId: number;
  name: string;
  address: string;
  sentAt: Date;
}

const missed = (tx: Tx) =>
  tx`RETURNING c.id, c.feedback_loop_id AS "loopId", l.name, c.address, c.sent_at AS "sentAt"`;

/** Marks the checks that should have arrived by now, and answers them, each once. */
export function markMissed(tx: Tx, now: Date): Promise<MissedCheck[]> {
  return tx<MissedCheck[]>`
    UPDATE feedback_loop_self_check c SET missed_at = ${now}
    FROM feedback_loop l JOIN feedback_loop_upkeep u ON u.feedback_loop_id = l.id
    WHERE l.id = c.feedback_loop_id AND u.self_check AND l.state = 'active' AND c.arrived_at IS NULL
      AND c.missed_at IS NULL AND c.sent_at < ${now}::timestamptz - make_interval(hours => ${SELF_CHECK_HOURS})
    ${missed(tx)}`;
}

/** The same for one that the mail server refused, or that came back; null where it is known already. */
export async function markRefused(tx: Tx, checkId: number, now: Date): Promise<MissedCheck | null> {
  const [row] = await tx<MissedCheck[]>`
    UPDATE feedback_loop_self_check c SET missed_at = ${now}
    FROM feedback_loop l WHERE l.id = c.feedback_loop_id AND c.id = ${checkId} AND c.arrived_at IS NULL
      AND c.missed_at IS NULL
    ${missed(tx)}`;
  return row ?? null;
}

/** Checks older than two years say nothing any more. */
export async function forgetChecks(db: Sql | Tx): Promise<void> {
  await db`DELETE FROM feedback_loop_self_check WHERE sent_at < now() - interval '2 years'`;
}
