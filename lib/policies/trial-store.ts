// Writes of trials and proposals: what the desk would have done.

import type { Sql, Tx } from '@/lib/db/sql';
import { rulesThatHold, type AutomaticFacts } from '@/lib/scoring/automatic';
import type { Policy } from '@/lib/scoring/policy';
import { stageRank } from '@/lib/scoring/stages';

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
 * already. A person is shown a case from "review" on, and is proposed to lock sending from "urgent" on; what the desk
 * would do by itself, where the policy lets it, is said by `rulesThatHold`.
 */
export async function recordProposals(
  tx: Tx,
  reached: StageReached[],
  policy: Pick<Policy, 'automatic'>,
  now: Date,
): Promise<void> {
  if (reached.length === 0 || !(await isTrialRunning(tx))) return;
  const { throttle, sendLock } = policy.automatic;
  const isAnyOn = throttle.mode !== 'off' || sendLock.mode !== 'off';
  const urgent = isAnyOn ? reached.filter(({ stage }) => stage >= stageRank('urgent')) : [];
  const complaints = await countComplaints(
    tx,
    urgent.map(({ caseId }) => caseId),
  );
  const proposals = reached.flatMap((one) => {
    const facts = { ...one, ...(complaints.get(one.caseId) ?? noComplaints) };
    const byDesk = rulesThatHold(facts, policy.automatic).map(({ kind }) => ({
      measure: kind,
      automatic: true,
    }));
    const byPerson = [
      ...(one.stage >= stageRank('review') ? [{ measure: 'review', automatic: false }] : []),
      ...(one.stage >= stageRank('urgent') ? [{ measure: 'send-lock', automatic: false }] : []),
    ];
    return [...byPerson, ...byDesk].map((proposal) => ({ ...one, ...proposal }));
  });
  await tx`
    INSERT INTO proposal (trial_id, case_id, account_id, stage, measure, automatic, score, log_signals, at)
    SELECT t.id, r."caseId", r."accountId", r.stage, r.measure, r.automatic, r.score, r."logSignals", ${now}
    FROM shadow_trial t
    CROSS JOIN json_to_recordset(${tx.json(proposals as never)}::json) AS r ("caseId" int, "accountId" int,
      stage smallint, measure text, automatic boolean, score float8, "logSignals" float8)
    WHERE t.ended_at IS NULL
    ON CONFLICT (trial_id, case_id, measure, automatic) DO NOTHING`;
}

/** While a trial runs the desk writes down what it would do, and does nothing by itself. */
export async function isTrialRunning(tx: Tx): Promise<boolean> {
  const rows = await tx`SELECT 1 FROM shadow_trial WHERE ended_at IS NULL`;
  return rows.length > 0;
}

export type ComplaintFigures = Pick<AutomaticFacts, 'complainants' | 'reporters' | 'trap'>;

export const noComplaints: ComplaintFigures = { complainants: 0, reporters: 0, trap: false };

/** What the rules look at of the complaints of cases: counted ones, of reporters that are authenticated. */
export async function countComplaints(
  tx: Tx,
  caseIds: readonly number[],
): Promise<Map<number, ComplaintFigures>> {
  if (caseIds.length === 0) return new Map();
  const rows = await tx<(ComplaintFigures & { caseId: number })[]>`
    SELECT case_id AS "caseId", count(DISTINCT (reporter_key, complainant))::int AS complainants,
      count(DISTINCT reporter_key)::int AS reporters, coalesce(bool_or(kind = 'trap'), false) AS trap
    FROM complaint c
    WHERE case_id = ANY(${[...caseIds]}::int[]) AND standing = 'counted' AND reporter_key NOT LIKE 'unauthenticated:%'
      AND account_id = (SELECT account_id FROM "case" WHERE id = c.case_id)
    GROUP BY case_id`;
  return new Map(rows.map(({ caseId, ...figures }) => [caseId, figures]));
}
