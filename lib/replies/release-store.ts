// Writes of the checklist and of a release.

import type { Tx } from '@/lib/db/sql';
import type { ChecklistItem } from './types';

/** A person confirms a step; false where somebody had. */
export async function confirmTick(
  tx: Tx,
  caseId: number,
  item: ChecklistItem,
  userId: number,
  now: Date,
): Promise<boolean> {
  const rows = await tx`
    INSERT INTO checklist_tick (case_id, item, confirmed_by_id, at) VALUES (${caseId}, ${item}, ${userId}, ${now})
    ON CONFLICT (case_id, item) DO UPDATE SET confirmed_by_id = excluded.confirmed_by_id, at = excluded.at
      WHERE checklist_tick.confirmed_by_id IS NULL
    RETURNING 1`;
  return rows.length > 0;
}

/** The customer ticks a step on their page: a proposal; false where it stands already. */
export async function proposeTick(tx: Tx, caseId: number, item: ChecklistItem, now: Date): Promise<boolean> {
  const rows = await tx`
    INSERT INTO checklist_tick (case_id, item, at) VALUES (${caseId}, ${item}, ${now})
    ON CONFLICT (case_id, item) DO NOTHING RETURNING 1`;
  return rows.length > 0;
}

/** The customer takes a tick back; false where there is none, or a person confirmed it. */
export async function withdrawTick(tx: Tx, caseId: number, item: ChecklistItem): Promise<boolean> {
  const rows = await tx`
    DELETE FROM checklist_tick WHERE case_id = ${caseId} AND item = ${item} AND confirmed_by_id IS NULL RETURNING 1`;
  return rows.length > 0;
}

/** A person takes a confirmation back; false where there is none. */
export async function removeTick(tx: Tx, caseId: number, item: ChecklistItem): Promise<boolean> {
  const rows = await tx`DELETE FROM checklist_tick WHERE case_id = ${caseId} AND item = ${item} RETURNING 1`;
  return rows.length > 0;
}

/** The release is decided; it is done once the last measure is proved lifted. */
export async function wantRelease(tx: Tx, caseId: number, userId: number, now: Date): Promise<void> {
  await tx`UPDATE "case" SET release_wanted_by_id = ${userId}, release_wanted_at = ${now} WHERE id = ${caseId}`;
}

/** Takes the decision away, done or overtaken, and returns who had decided; null where nobody had. */
export async function takeRelease(tx: Tx, caseId: number): Promise<number | null> {
  const [row] = await tx<{ userId: number }[]>`
    UPDATE "case" c SET release_wanted_by_id = NULL, release_wanted_at = NULL
    FROM (SELECT id, release_wanted_by_id FROM "case" WHERE id = ${caseId}) o
    WHERE c.id = o.id AND c.release_wanted_at IS NOT NULL RETURNING o.release_wanted_by_id AS "userId"`;
  return row?.userId ?? null;
}

/**
 * The account begins anew: what was sent before its confirmed lock weighs nothing any more, its stage starts from the
 * bottom, and until `probationUntil` its thresholds are lower.
 */
export async function beginProbation(
  tx: Tx,
  { accountId, caseId }: { accountId: number; caseId: number },
  probationUntil: Date,
  now: Date,
): Promise<void> {
  await tx`
    UPDATE account SET released_at = ${now}, probation_until = ${probationUntil}, stage = 0, stage_since = ${now},
      below_since = NULL, baseline = NULL, baseline_stage = NULL, baseline_at = NULL,
      cleared_before = coalesce((SELECT max(confirmed_at) FROM measure WHERE account_id = ${accountId} AND case_id = ${caseId}
        AND kind IN ('send-lock', 'login-lock', 'walled-garden')), ${now})
    WHERE id = ${accountId}`;
}
