// What people arranged to keep a loop alive, and what the cases came to that its complaints took part in.

import type { Tx } from '@/lib/db/sql';

/** Half a year: RFC 6449 §4.4 asks to keep the contact data of a subscription current. */
export const CONTACTS_DAYS = 182;
const CASE_DAYS = 90;

/** The loop, its row held until the transaction ends; null where there is none. */
export async function holdLoop(
  tx: Tx,
  id: number,
): Promise<{ name: string; state: string; intakeAlias: string | null } | null> {
  const [row] = await tx<{ name: string; state: string; intakeAlias: string | null }[]>`
    SELECT name, state, intake_alias AS "intakeAlias" FROM feedback_loop WHERE id = ${id} FOR NO KEY UPDATE`;
  return row ?? null;
}

/** False where it stands like that already. */
export async function setSelfCheck(tx: Tx, loopId: number, isOn: boolean): Promise<boolean> {
  const rows = await tx`
    INSERT INTO feedback_loop_upkeep AS u (feedback_loop_id, self_check) VALUES (${loopId}, ${isOn})
    ON CONFLICT (feedback_loop_id) DO UPDATE SET self_check = excluded.self_check
    WHERE u.self_check <> excluded.self_check RETURNING 1`;
  return rows.length > 0;
}

export async function writeContactsConfirmed(
  tx: Tx,
  loopId: number,
  userId: number,
  now: Date,
): Promise<void> {
  await tx`
    INSERT INTO feedback_loop_upkeep (feedback_loop_id, contacts_confirmed_at, contacts_confirmed_by_id)
    VALUES (${loopId}, ${now}, ${userId})
    ON CONFLICT (feedback_loop_id) DO UPDATE SET contacts_confirmed_at = excluded.contacts_confirmed_at,
      contacts_confirmed_by_id = excluded.contacts_confirmed_by_id`;
}

export interface StaleContacts {
  loopId: number;
  name: string;
  owner: string | null;
  /** When somebody last said so, or it became active. */
  since: Date;
}

/** Active loops whose contacts nobody confirmed for half a year, the longest unconfirmed first. */
export function listStaleContacts(tx: Tx, now: Date): Promise<StaleContacts[]> {
  return tx<StaleContacts[]>`
    SELECT l.id AS "loopId", l.name, p.name AS owner, greatest(u.contacts_confirmed_at, l.state_since) AS since
    FROM feedback_loop l
    LEFT JOIN feedback_loop_upkeep u ON u.feedback_loop_id = l.id
    LEFT JOIN app_user p ON p.id = l.owner_id
    WHERE l.state = 'active'
      AND greatest(u.contacts_confirmed_at, l.state_since) < ${now}::timestamptz - make_interval(days => ${CONTACTS_DAYS})
    ORDER BY since, l.id`;
}

/** Counts anew, of the cases of the last 90 days that ended, in how many each loop took part, and how many were abuse. */
export async function countCases(tx: Tx, now: Date): Promise<void> {
  await tx`
    WITH ended AS (
      SELECT r.reporter_key, count(*)::int AS decided, (count(*) FILTER (WHERE c.is_incident))::int AS confirmed
      FROM "case" c JOIN case_reporter r ON r.case_id = c.id
      WHERE NOT c.is_open AND c.closed_at > ${now}::timestamptz - make_interval(days => ${CASE_DAYS})
        AND c.outcome IS DISTINCT FROM 'duplicate' AND r.reporter_key LIKE 'loop:%'
      GROUP BY 1)
    INSERT INTO feedback_loop_upkeep AS u (feedback_loop_id, decided_cases, confirmed_cases)
    SELECT l.id, coalesce(e.decided, 0), coalesce(e.confirmed, 0)
    FROM feedback_loop l LEFT JOIN ended e ON e.reporter_key = 'loop:' || l.id ORDER BY l.id
    ON CONFLICT (feedback_loop_id) DO UPDATE SET decided_cases = excluded.decided_cases,
      confirmed_cases = excluded.confirmed_cases
    WHERE (u.decided_cases, u.confirmed_cases) IS DISTINCT FROM (excluded.decided_cases, excluded.confirmed_cases)`;
}
