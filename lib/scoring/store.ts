// Writes of complaints, sums and scores: one statement per batch each. Callers hold the accounts' row locks, taken in
// the order of their numbers, so that two workers neither deadlock nor add to a sum they have not seen.

import { copyRows } from '@/lib/db/copy-rows';
import type { Tx } from '@/lib/db/sql';
import type { ComplaintTotals } from './complaint-totals';
import type { AccountScore, NewComplaint, StandingChange, WeighedComplaint } from './rows';
import type { AccountRelease } from './straggler';
import type { Standing } from './types';

/**
 * Locks the accounts, each named once, until the transaction ends, and returns the releases of those that had one. Throws
 * where one is gone: its complaints have no place.
 */
export async function lockAccounts(tx: Tx, accountIds: number[]): Promise<Map<number, AccountRelease>> {
  const rows = await tx<{ id: number; clearedBefore: Date | null; releasedAt: Date | null }[]>`
    SELECT id, cleared_before AS "clearedBefore", released_at AS "releasedAt" FROM account
    WHERE id = ANY(${accountIds}::int[]) ORDER BY id FOR NO KEY UPDATE`;
  if (rows.length < accountIds.length)
    throw new Error('an account was removed while its complaints were filed');
  return new Map(
    rows.flatMap(({ id, clearedBefore, releasedAt }) =>
      clearedBefore === null || releasedAt === null ? [] : [[id, { clearedBefore, releasedAt }]],
    ),
  );
}

export interface KeyHead {
  lastReceivedAt: Date | null;
  lastReportId: number | null;
  countedReportId: number | null;
  countedReceivedAt: Date | null;
  countedTrustFactor: number | null;
}

/**
 * For each key (account, reporter, complainant), its latest complaint and its latest counted one, in the order given.
 * Looked up by the key's hash; that the account is compared as a sum keeps the planner from walking the whole account.
 */
export async function loadKeyHeads(tx: Tx, keys: NewComplaint[]): Promise<KeyHead[]> {
  return tx<KeyHead[]>`
    SELECT last.received_at AS "lastReceivedAt", last.report_id AS "lastReportId", counted.report_id AS "countedReportId",
      counted.received_at AS "countedReceivedAt", counted.trust_factor AS "countedTrustFactor"
    FROM unnest(${keys.map((k) => k.accountId)}::int[], ${keys.map((k) => k.reporterKey)}::text[],
      ${keys.map((k) => k.complainant)}::text[]) WITH ORDINALITY AS k (account_id, reporter_key, complainant, position)
    LEFT JOIN LATERAL (
      SELECT c.received_at, c.report_id FROM complaint c
      WHERE complaint_key(c.account_id, c.reporter_key, c.complainant) = complaint_key(k.account_id, k.reporter_key, k.complainant)
        AND c.account_id + 0 = k.account_id AND c.reporter_key = k.reporter_key AND c.complainant = k.complainant
      ORDER BY c.received_at DESC, c.report_id DESC LIMIT 1) last ON true
    LEFT JOIN LATERAL (
      SELECT c.received_at, c.report_id, c.trust_factor FROM complaint c
      WHERE complaint_key(c.account_id, c.reporter_key, c.complainant) = complaint_key(k.account_id, k.reporter_key, k.complainant)
        AND c.account_id + 0 = k.account_id AND c.reporter_key = k.reporter_key AND c.complainant = k.complainant
        AND c.standing = 'counted'
      ORDER BY c.received_at DESC, c.report_id DESC LIMIT 1) counted ON true
    ORDER BY k.position`;
}

export type KeptComplaint = Omit<NewComplaint, 'unauthenticated' | 'weight'> & {
  standing: Standing;
  caseId: number | null;
};

/** All complaints of these keys, for deciding their standings anew. */
export async function loadKeys(tx: Tx, keys: NewComplaint[]): Promise<KeptComplaint[]> {
  return tx<KeptComplaint[]>`
    SELECT c.report_id AS "reportId", c.account_id AS "accountId", c.reporter_key AS "reporterKey", c.complainant,
      c.received_at AS "receivedAt", c.kind, c.trust_factor AS "trustFactor", c.attribution_factor AS "attributionFactor",
      c.lines, c.subject, c.features, c.standing, c.standing = 'straggler' AS straggler, c.case_id AS "caseId"
    FROM unnest(${keys.map((k) => k.accountId)}::int[], ${keys.map((k) => k.reporterKey)}::text[],
      ${keys.map((k) => k.complainant)}::text[]) AS k (account_id, reporter_key, complainant)
    JOIN complaint c
      ON complaint_key(c.account_id, c.reporter_key, c.complainant) = complaint_key(k.account_id, k.reporter_key, k.complainant)
      AND c.account_id + 0 = k.account_id AND c.reporter_key = k.reporter_key AND c.complainant = k.complainant`;
}

const complaintColumns = [
  'report_id',
  'account_id',
  'case_id',
  'reporter_key',
  'complainant',
  'received_at',
  'value',
  'standing',
  'kind',
  'trust_factor',
  'attribution_factor',
  'lines',
  'policy_id',
  'subject',
  'features',
];

/** Inserts a batch's complaints; `value` is the weight of those that count and 0 of all others. */
export async function insertComplaints(tx: Tx, rows: WeighedComplaint[], policyId: number): Promise<void> {
  const fields = rows.map((row) => [
    row.reportId,
    row.accountId,
    row.caseId,
    row.reporterKey,
    row.complainant,
    row.receivedAt,
    row.standing === 'counted' ? row.weight : 0,
    row.standing,
    row.kind,
    row.trustFactor,
    row.attributionFactor,
    { json: row.lines },
    policyId,
    row.subject,
    row.features,
  ]);
  await copyRows(tx, 'complaint', complaintColumns, fields);
}

/** Changes the standing of complaints already kept. */
export async function changeStandings(tx: Tx, changes: StandingChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx`
    UPDATE complaint c SET standing = s.standing, value = s.value
    FROM unnest(${changes.map((c) => c.complaint.reportId)}::bigint[], ${changes.map((c) => c.to)}::text[],
      ${changes.map((c) => (c.to === 'counted' ? c.complaint.weight : 0))}::float8[]) AS s (report_id, standing, value)
    WHERE c.report_id = s.report_id`;
}

export interface SumRow {
  accountId: number;
  reporterKey: string;
  unauthenticated: boolean;
  epoch: Date;
  sum: number;
  complaints: number;
}

/** The kept sums of these pairs of account and reporter. */
export async function loadSums(
  tx: Tx,
  pairs: { accountId: number; reporterKey: string }[],
): Promise<SumRow[]> {
  return tx<SumRow[]>`
    SELECT s.account_id AS "accountId", s.reporter_key AS "reporterKey", s.unauthenticated, s.epoch, s.sum, s.complaints
    FROM unnest(${pairs.map((p) => p.accountId)}::int[], ${pairs.map((p) => p.reporterKey)}::text[]) AS p (account_id, reporter_key)
    JOIN reporter_sum s ON s.account_id = p.account_id AND s.reporter_key = p.reporter_key`;
}

/** Writes the sums as they now stand. */
export async function saveSums(tx: Tx, rows: SumRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    INSERT INTO reporter_sum (account_id, reporter_key, unauthenticated, epoch, sum, complaints)
    SELECT "accountId", "reporterKey", unauthenticated, epoch, sum, complaints
    FROM json_to_recordset(${tx.json(rows as never)}::json) AS s (
      "accountId" int, "reporterKey" text, unauthenticated bool, epoch timestamptz, sum float8, complaints int)
    ON CONFLICT (account_id, reporter_key, unauthenticated)
    DO UPDATE SET epoch = excluded.epoch, sum = excluded.sum, complaints = excluded.complaints`;
}

/** Adds a batch's complaints to the hours of their accounts. not-spam is no complaint and is not in `rows`. */
export async function countHours(tx: Tx, rows: NewComplaint[]): Promise<void> {
  if (rows.length === 0) return;
  const accounts = rows.map((r) => r.accountId);
  const times = rows.map((r) => r.receivedAt.toISOString());
  await tx`
    INSERT INTO complaint_hour (account_id, hour, complaints)
    SELECT account_id, date_trunc('hour', at, 'UTC'), count(*)
    FROM unnest(${accounts}::int[], ${times}::timestamptz[]) AS c (account_id, at) GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (account_id, hour) DO UPDATE SET complaints = complaint_hour.complaints + excluded.complaints`;
}

/**
 * Writes the scores of a batch of accounts, and in the same stroke what its complaints add to their totals: each row is
 * written once. Columns as arrays: as JSON they are taken apart twice.
 */
export async function saveScores(
  tx: Tx,
  scores: AccountScore[],
  now: Date,
  totals: ReadonlyMap<number, ComplaintTotals> = new Map(),
): Promise<void> {
  if (scores.length === 0) return;
  const added = scores.map((s) => totals.get(s.state.accountId));
  await tx`
    UPDATE account SET score = s.score, complaint_score = s.complaint_score, history_factor = s.history_factor,
      stage = s.stage, stage_since = s.stage_since, below_since = s.below_since, score_lines = s.lines::jsonb,
      scored_at = ${now}, complaints = account.complaints + s.complaints,
      first_complaint_at = least(account.first_complaint_at, s.first_at),
      last_complaint_at = greatest(account.last_complaint_at, s.last_at)
    FROM unnest(${scores.map((s) => s.state.accountId)}::int[], ${scores.map((s) => s.score)}::float8[],
      ${scores.map((s) => s.complaintScore)}::float8[], ${scores.map((s) => s.historyFactor)}::float8[],
      ${scores.map((s) => s.stage)}::smallint[], ${scores.map((s) => s.stageSince.toISOString())}::timestamptz[],
      ${scores.map((s) => s.belowSince?.toISOString() ?? null)}::timestamptz[],
      ${scores.map((s) => JSON.stringify(s.lines))}::text[], ${added.map((a) => a?.complaints ?? 0)}::int[],
      ${added.map((a) => a?.firstAt.toISOString() ?? null)}::timestamptz[],
      ${added.map((a) => a?.lastAt.toISOString() ?? null)}::timestamptz[]
    ) AS s (account_id, score, complaint_score, history_factor, stage, stage_since, below_since, lines, complaints,
      first_at, last_at)
    WHERE account.id = s.account_id`;
}
