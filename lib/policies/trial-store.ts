// Writes of trials and proposals: what the desk would have done.

import type { Sql, Tx } from '@/lib/db/sql';
import type { Policy } from '@/lib/scoring/policy';

/** Ends the trial that runs, if any, and begins the one of this policy. */
export async function beginTrial(tx: Tx, policyId: number, days: number): Promise<void> {
  await tx`UPDATE shadow_trial SET ended_at = now() WHERE ended_at IS NULL`;
  await tx`INSERT INTO shadow_trial (policy_id, days) VALUES (${policyId}, ${days})`;
}

/** The trial of a new installation; nothing where there was one. */
export async function beginFirstTrial(sql: Sql | Tx, policyId: number, days: number): Promise<void> {
  await sql`
    INSERT INTO shadow_trial (policy_id, days)
    SELECT ${policyId}, ${days} WHERE NOT EXISTS (SELECT FROM shadow_trial) ON CONFLICT DO NOTHING`;
}

/** Ends the running trial by a person's choice; false where it is none of those that run. */
export async function endTrial(tx: Tx, id: number, userId: number): Promise<boolean> {
  const rows = await tx`
    UPDATE shadow_trial SET ended_at = now(), ended_by_id = ${userId} WHERE id = ${id} AND ended_at IS NULL RETURNING id`;
  return rows.length > 0;
}

/** A case that was opened at, or rose to, a stage. */
export interface StageReached {
  caseId: number;
  accountId: number;
  stage: number;
  score: number;
  logSignals: number;
}

/**
 * Writes down what the desk would do about these cases, while a trial runs; what it would have done before is there
 * already. A person is shown a case from "review" on, and is proposed to lock sending from "urgent" on. By itself, where
 * the policy's rules propose it, the desk would throttle from "urgent" on, and lock from "emergency" on where enough
 * known reporters complain or a trap was hit; both only where our own log says so too.
 */
export async function recordProposals(
  tx: Tx,
  reached: StageReached[],
  policy: Pick<Policy, 'automatic'>,
  now: Date,
): Promise<void> {
  if (reached.length === 0) return;
  const { throttle, sendLock } = policy.automatic;
  await tx`
    INSERT INTO proposal (trial_id, case_id, account_id, stage, measure, automatic, score, log_signals, at)
    SELECT t.id, r."caseId", r."accountId", r.stage, m.measure, m.automatic, r.score, r."logSignals", ${now}
    FROM shadow_trial t
    CROSS JOIN json_to_recordset(${tx.json(reached as never)}::json) AS r (
      "caseId" int, "accountId" int, stage smallint, score float8, "logSignals" float8)
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT (reporter_key, complainant)) AS complainants, count(DISTINCT reporter_key) AS reporters,
        coalesce(bool_or(kind = 'trap'), false) AS trap
      FROM complaint
      WHERE r.stage >= 4 AND ${sendLock.mode} = 'propose' AND case_id = r."caseId" AND account_id = r."accountId"
        AND standing = 'counted' AND reporter_key NOT LIKE 'unauthenticated:%') c
    CROSS JOIN LATERAL (VALUES
      ('review', false, r.stage >= 2),
      ('send-lock', false, r.stage >= 3),
      ('throttle', true, r.stage >= 3 AND ${throttle.mode} = 'propose' AND r."logSignals" >= ${throttle.logSignals}),
      ('send-lock', true, r.stage >= 4 AND ${sendLock.mode} = 'propose' AND r."logSignals" >= ${sendLock.logSignals}
        AND (c.trap OR (c.complainants >= ${sendLock.complainants} AND c.reporters >= ${sendLock.reporters})))
    ) AS m (measure, automatic, holds)
    WHERE t.ended_at IS NULL AND m.holds
    ON CONFLICT (trial_id, case_id, measure, automatic) DO NOTHING`;
}
