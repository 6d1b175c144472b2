// What the desk does by itself is written here, once per case and kind until the account is released: a person who lifted
// something is not fought with.

import type { Sql, Tx } from '@/lib/db/sql';
import type { AutomaticFacts, AutomaticKind } from '@/lib/scoring/automatic';

/**
 * Open cases on which a rule of the policy might hold: urgent, our own log says something, no trial runs, and nobody has
 * just decided to release.
 */
export async function listCandidates(sql: Sql, fromStage: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    SELECT c.id FROM "case" c JOIN account a ON a.id = c.account_id
    JOIN account_log_facts f ON f.kind = a.kind AND f.login = a.login
    WHERE c.is_open AND a.stage >= ${fromStage} AND f.points > 0 AND c.release_wanted_at IS NULL
      AND NOT EXISTS (SELECT FROM shadow_trial WHERE ended_at IS NULL)
    ORDER BY a.stage DESC, c.id LIMIT 500`;
  return rows.map(({ id }) => id);
}

/** The newest policy's number. */
export async function newestPolicyId(tx: Tx): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`SELECT id FROM policy ORDER BY id DESC LIMIT 1`;
  return row?.id ?? null;
}

/** Lasting measures in the order of how much they restrict: a stricter one covers the milder. */
const covering: Record<AutomaticKind, string[]> = {
  throttle: ['throttle', 'send-lock', 'login-lock', 'walled-garden'],
  'send-lock': ['send-lock', 'login-lock', 'walled-garden'],
};

/**
 * Why the desk has nothing to do about a kind: it stands already, it did or proposed it since the last release, or a
 * person lifted something of the kind since then. Null where nothing of that holds.
 */
export async function settledBy(
  tx: Tx,
  { id: caseId, accountId }: { id: number; accountId: number },
  kind: AutomaticKind,
): Promise<'standing' | 'before' | 'person' | null> {
  const kinds = covering[kind];
  const [row] = await tx<{ standing: boolean; before: boolean; person: boolean }[]>`
    SELECT
      EXISTS (SELECT FROM measure WHERE account_id = ${accountId} AND ended_at IS NULL AND kind = ANY(${kinds})) AS standing,
      EXISTS (SELECT FROM automatic_measure WHERE case_id = ${caseId} AND kind = ${kind}
        AND at > coalesce(a.released_at, '-infinity')) AS before,
      EXISTS (SELECT FROM measure WHERE case_id = ${caseId} AND kind = ANY(${kinds}) AND wanted = 'off'
        AND lift_wanted_by_id IS NOT NULL AND wanted_at > coalesce(a.released_at, '-infinity')) AS person
    FROM account a WHERE a.id = ${accountId}`;
  if (row === undefined) throw new Error(`account ${accountId} is gone`);
  return row.standing ? 'standing' : row.before ? 'before' : row.person ? 'person' : null;
}

export interface NewAutomatic {
  caseId: number;
  accountId: number;
  policyId: number;
  kind: AutomaticKind;
  outcome: 'acted' | 'proposed';
  /** What forbade to act. */
  code: string | null;
  measureIds: number[];
  facts: AutomaticFacts;
}

export async function insertAutomatic(tx: Tx, one: NewAutomatic, now: Date): Promise<void> {
  await tx`
    INSERT INTO automatic_measure (case_id, account_id, policy_id, kind, outcome, code, measure_ids, facts, at)
    VALUES (${one.caseId}, ${one.accountId}, ${one.policyId}, ${one.kind}, ${one.outcome}, ${one.code},
      ${one.measureIds}::bigint[], ${tx.json({ ...one.facts })}, ${now})`;
}

/** Somebody looked at it; the kind, or null where it is looked at already or not of this case. */
export async function markSeen(
  tx: Tx,
  { id, caseId, userId }: { id: number; caseId: number; userId: number },
  now: Date,
): Promise<AutomaticKind | null> {
  const [row] = await tx<{ kind: AutomaticKind }[]>`
    UPDATE automatic_measure SET seen_at = ${now}, seen_by_id = ${userId}
    WHERE id = ${id} AND case_id = ${caseId} AND seen_at IS NULL RETURNING kind`;
  return row?.kind ?? null;
}

/** Whether something of the case is still to be looked at. */
export async function hasUnseen(tx: Tx, caseId: number): Promise<boolean> {
  const rows =
    await tx`SELECT 1 FROM automatic_measure WHERE case_id = ${caseId} AND seen_at IS NULL LIMIT 1`;
  return rows.length > 0;
}
