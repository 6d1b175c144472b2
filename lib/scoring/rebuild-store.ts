// Reads and writes for rebuilding accounts from their complaint rows.

import type { Tx } from '@/lib/db/sql';
import type { WeightFacts } from './reweigh';
import type { KeptComplaint, SumRow } from './store';

/** A kept complaint with what its weight follows from under another policy. */
export type RebuildComplaint = KeptComplaint & WeightFacts;

/** Every complaint of these accounts. */
export async function loadComplaints(tx: Tx, accountIds: number[]): Promise<RebuildComplaint[]> {
  return tx<RebuildComplaint[]>`
    SELECT c.report_id AS "reportId", c.account_id AS "accountId", c.reporter_key AS "reporterKey", c.complainant,
      c.received_at AS "receivedAt", c.kind, c.trust_factor AS "trustFactor", c.attribution_factor AS "attributionFactor",
      c.lines, c.subject, c.standing, c.case_id AS "caseId", r.mail_date AS "mailDate", r.trust,
      r.incidents, coalesce(l.factor, 1) AS "loopFactor", a.rung
    FROM complaint c JOIN report r ON r.id = c.report_id JOIN attribution a ON a.report_id = c.report_id
    LEFT JOIN feedback_loop l ON l.id = r.feedback_loop_id
    WHERE c.account_id = ANY(${accountIds}::int[])`;
}

/** Writes the weights of complaints under a new policy; their standings follow with `changeStandings`. */
export async function saveWeights(
  tx: Tx,
  rows: { reportId: number; trustFactor: number; attributionFactor: number; lines: unknown; value: number }[],
  policyId: number,
): Promise<void> {
  await tx`
    UPDATE complaint c SET trust_factor = w."trustFactor", attribution_factor = w."attributionFactor", lines = w.lines,
      value = CASE WHEN c.standing = 'counted' THEN w.value ELSE 0 END, policy_id = ${policyId}
    FROM json_to_recordset(${tx.json(rows as never)}::json) AS w (
      "reportId" bigint, "trustFactor" float8, "attributionFactor" float8, lines jsonb, value float8)
    WHERE c.report_id = w."reportId"`;
}

/** Puts these sums in the place of all the accounts' kept ones. */
export async function replaceSums(
  tx: Tx,
  accountIds: number[],
  rows: SumRow[],
  save: (tx: Tx, rows: SumRow[]) => Promise<void>,
): Promise<void> {
  await tx`DELETE FROM reporter_sum WHERE account_id = ANY(${accountIds}::int[])`;
  await save(tx, rows);
}

/** Counts hours and totals of these accounts anew. */
export async function recountAccounts(tx: Tx, accountIds: number[]): Promise<void> {
  await tx`DELETE FROM complaint_hour WHERE account_id = ANY(${accountIds}::int[])`;
  await tx`
    INSERT INTO complaint_hour (account_id, hour, complaints)
    SELECT account_id, date_trunc('hour', received_at, 'UTC'), count(*) FROM complaint
    WHERE account_id = ANY(${accountIds}::int[]) AND kind <> 'not-spam' GROUP BY 1, 2`;
  await tx`
    UPDATE account SET complaints = coalesce(c.complaints, 0), first_complaint_at = c.first_at, last_complaint_at = c.last_at
    FROM unnest(${accountIds}::int[]) AS i (id)
    LEFT JOIN LATERAL (
      SELECT count(*) AS complaints, min(received_at) AS first_at, max(received_at) AS last_at
      FROM complaint WHERE account_id = i.id AND kind <> 'not-spam') c ON true
    WHERE account.id = i.id`;
}
