// The books of new passwords: that one was set, when, through what; never the password.

import type { Sql, Tx } from '@/lib/db/sql';
import type { MeasureGround } from './types';

/**
 * Writes a new password into the books before anything is done, as one of which nobody knows whether it holds: so a crash
 * leaves the truth. It is over at once; no worker carries it out.
 */
export async function insertNewPassword(
  tx: Tx,
  one: { caseId: number; accountId: number; connectorId: number; ground: MeasureGround; userId: number },
  now: Date,
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO measure (case_id, account_id, connector_id, kind, ground, wanted_by_id, wanted_at, state, attempts, due_at,
      ended_at)
    VALUES (${one.caseId}, ${one.accountId}, ${one.connectorId}, 'new-password', ${tx.json(one.ground as never)},
      ${one.userId}, ${now}, 'unknown', 1, NULL, ${now})
    RETURNING id`;
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

/** The system took it: from now on the old one no longer holds, and the gate of a release counts from here. */
export async function confirmNewPassword(tx: Tx, id: number, now: Date): Promise<void> {
  await tx`
    UPDATE measure SET state = 'confirmed', applied_at = ${now}, confirmed_at = ${now}, proved_at = ${now},
      ended_at = ${now}, read_back = '{"found": "ours", "seen": {}}',
      probe = '{"result": "holds", "code": "password-set", "detail": {}}'
    WHERE id = ${id}`;
}

/** It was certainly not set (`refuted`), or nobody knows. */
export async function settleFailedPassword(
  tx: Tx,
  id: number,
  state: 'refuted' | 'unknown',
  fault: { effect: string; code: string; detail: Record<string, string | number> },
): Promise<void> {
  await tx`UPDATE measure SET state = ${state}, last_fault = ${tx.json(fault)} WHERE id = ${id}`;
}

/** Whether the account is restricted by a measure that has its effect, and to which whoever had to agree did. */
export async function isRestricted(db: Sql | Tx, accountId: number): Promise<boolean> {
  const rows = await db`
    SELECT 1 FROM measure WHERE account_id = ${accountId} AND ended_at IS NULL AND wanted = 'on'
      AND kind IN ('send-lock', 'login-lock') AND applied_at IS NOT NULL LIMIT 1`;
  return rows.length > 0;
}
