// Writes of the batch side of cases: opening, joining complaints, following the score. The partial unique index
// `case_one_open_per_account` decides who opens; nothing here looks first.

import type { Tx } from '@/lib/db/sql';
import type { CaseEvent } from './types';

export interface OpenCase {
  id: number;
  accountId: number;
  stage: number;
  score: number;
  state: string;
  latestSubjects: string[];
}

/** The open cases of these accounts, locked until the transaction ends. */
export async function lockOpenCases(tx: Tx, accountIds: number[]): Promise<OpenCase[]> {
  return tx<OpenCase[]>`
    SELECT id, account_id AS "accountId", stage, score, state, coalesce(latest_subjects, '{}') AS "latestSubjects"
    FROM "case" WHERE is_open AND account_id = ANY(${accountIds}::int[]) ORDER BY id FOR UPDATE`;
}

export interface CaseOpening {
  accountId: number;
  score: number;
  stage: number;
  lines: unknown;
  /** Our own log was enough, without a complaint. */
  ownDetection: boolean;
  openedAt: Date;
}

/** Opens cases; an account that has an open one already is left out of the answer. */
export async function insertCases(tx: Tx, openings: CaseOpening[]): Promise<OpenCase[]> {
  if (openings.length === 0) return [];
  return tx<OpenCase[]>`
    WITH opening AS (
      SELECT * FROM json_to_recordset(${tx.json(openings as never)}::json) AS o (
        "accountId" int, score float8, stage smallint, lines jsonb, "ownDetection" bool, "openedAt" timestamptz)
    ), numbered AS (
      SELECT o.*, next_case_number(o."openedAt") AS number FROM opening o
      WHERE NOT EXISTS (SELECT FROM "case" c WHERE c.account_id = o."accountId" AND c.is_open)
    )
    INSERT INTO "case" (number, account_id, stage, score, peak_stage, initial_score, initial_lines, opened_at, own_detection,
      latest_subjects, search_text)
    SELECT n.number, n."accountId", n.stage, n.score, n.stage, n.score, n.lines, n."openedAt", n."ownDetection", '{}',
      lower(concat_ws(' ', n.number, a.login, c.number, c.name))
    FROM numbered n JOIN account a ON a.id = n."accountId" LEFT JOIN customer c ON c.id = a.customer_id
    ON CONFLICT (account_id) WHERE is_open DO NOTHING
    RETURNING id, account_id AS "accountId", stage, score, state, latest_subjects AS "latestSubjects"`;
}

/** Gives freshly opened cases the complaints of their accounts that have no case yet and are recent enough. */
export async function adoptComplaints(tx: Tx, caseIds: number[], since: Date): Promise<void> {
  await tx`
    UPDATE complaint SET case_id = c.id FROM "case" c
    WHERE c.id = ANY(${caseIds}::int[]) AND complaint.account_id = c.account_id AND complaint.case_id IS NULL
      AND complaint.received_at > ${since}`;
}

/** Counts the complaints of these cases anew, from the rows: for cases just opened and after a rebuild. */
export async function recountCases(tx: Tx, caseIds: number[]): Promise<void> {
  if (caseIds.length === 0) return;
  await tx`DELETE FROM case_reporter WHERE case_id = ANY(${caseIds}::int[])`;
  await tx`DELETE FROM case_complainant WHERE case_id = ANY(${caseIds}::int[])`;
  await tx`
    INSERT INTO case_complainant (case_id, reporter_key, complainant, complaints)
    SELECT case_id, reporter_key, complainant, count(*) FROM complaint
    WHERE case_id = ANY(${caseIds}::int[]) AND kind <> 'not-spam' GROUP BY 1, 2, 3`;
  await tx`
    INSERT INTO case_reporter (case_id, reporter_key, complaints)
    SELECT case_id, reporter_key, sum(complaints) FROM case_complainant WHERE case_id = ANY(${caseIds}::int[]) GROUP BY 1, 2`;
  await tx`
    UPDATE "case" c SET complaints = coalesce(n.complaints, 0), traps = coalesce(n.traps, 0),
      first_seen_at = n.first_at, last_seen_at = n.last_at, complainants = coalesce(p.complainants, 0),
      reporters = coalesce(r.reporters, 0), latest_subjects = coalesce(s.subjects, '{}')
    FROM unnest(${caseIds}::int[]) AS i (id)
    LEFT JOIN LATERAL (
      SELECT count(*) AS complaints, count(*) FILTER (WHERE kind = 'trap') AS traps, min(received_at) AS first_at,
        max(received_at) AS last_at FROM complaint WHERE case_id = i.id AND kind <> 'not-spam') n ON true
    LEFT JOIN LATERAL (SELECT count(*) AS complainants FROM case_complainant WHERE case_id = i.id) p ON true
    LEFT JOIN LATERAL (SELECT count(*) AS reporters FROM case_reporter WHERE case_id = i.id) r ON true
    LEFT JOIN LATERAL (
      SELECT array_agg(subject ORDER BY at DESC) AS subjects FROM (
        SELECT subject, max(received_at) AS at FROM complaint
        WHERE case_id = i.id AND subject IS NOT NULL AND kind <> 'not-spam' GROUP BY subject ORDER BY at DESC LIMIT 3) l) s ON true
    WHERE c.id = i.id`;
}

/** What a batch adds to one case. */
export interface CaseAddition {
  caseId: number;
  complaints: number;
  traps: number;
  firstAt: Date;
  lastAt: Date;
  subjects: string[];
}

export interface ComplaintOfCase {
  caseId: number;
  reporterKey: string;
  complainant: string;
}

/** Adds a batch's complaints to the counts of their open cases. */
export async function addToCases(tx: Tx, additions: CaseAddition[], rows: ComplaintOfCase[]): Promise<void> {
  if (additions.length === 0) return;
  const ids = rows.map((r) => r.caseId);
  const reporters = rows.map((r) => r.reporterKey);
  await tx`
    WITH reporter AS (
      INSERT INTO case_reporter (case_id, reporter_key, complaints)
      SELECT case_id, reporter_key, count(*) FROM unnest(${ids}::int[], ${reporters}::text[]) AS r (case_id, reporter_key)
      GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (case_id, reporter_key) DO UPDATE SET complaints = case_reporter.complaints + excluded.complaints
      RETURNING case_id, (xmax = 0) AS is_new
    ), complainant AS (
      INSERT INTO case_complainant (case_id, reporter_key, complainant, complaints)
      SELECT case_id, reporter_key, complainant, count(*)
      FROM unnest(${ids}::int[], ${reporters}::text[], ${rows.map((r) => r.complainant)}::text[]) AS r (case_id, reporter_key, complainant)
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT (case_id, reporter_key, complainant) DO UPDATE SET complaints = case_complainant.complaints + excluded.complaints
      RETURNING case_id, (xmax = 0) AS is_new
    )
    UPDATE "case" c SET complaints = c.complaints + a.complaints, traps = c.traps + a.traps,
      reporters = c.reporters + (SELECT count(*) FROM reporter r WHERE r.case_id = c.id AND r.is_new),
      complainants = c.complainants + (SELECT count(*) FROM complainant p WHERE p.case_id = c.id AND p.is_new),
      first_seen_at = least(c.first_seen_at, a."firstAt"), last_seen_at = greatest(c.last_seen_at, a."lastAt"),
      latest_subjects = a.subjects
    FROM json_to_recordset(${tx.json(additions as never)}::json) AS a (
      "caseId" int, complaints int, traps int, "firstAt" timestamptz, "lastAt" timestamptz, subjects text[])
    WHERE c.id = a."caseId"`;
}

/** Lets open cases follow the scores of their accounts. */
export async function followScores(
  tx: Tx,
  rows: { caseId: number; score: number; stage: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    UPDATE "case" c SET score = s.score, stage = s.stage, peak_stage = greatest(c.peak_stage, s.stage)
    FROM unnest(${rows.map((r) => r.caseId)}::int[], ${rows.map((r) => r.score)}::float8[],
      ${rows.map((r) => r.stage)}::int[]) AS s (case_id, score, stage)
    WHERE c.id = s.case_id`;
}

/** One line of a history to be written; `userId` null is the desk itself. */
export interface NewCaseEvent {
  caseId: number;
  userId: number | null;
  event: CaseEvent;
}

/** Appends lines to the histories of cases. */
export async function appendCaseEvents(tx: Tx, events: NewCaseEvent[]): Promise<void> {
  if (events.length === 0) return;
  const flat = events.map(({ caseId, userId, event }) => ({
    caseId,
    userId,
    kind: event.kind,
    detail: event.detail,
  }));
  await tx`
    INSERT INTO case_event (case_id, user_id, kind, detail)
    SELECT "caseId", "userId", kind, detail
    FROM json_to_recordset(${tx.json(flat as never)}::json) AS e ("caseId" int, "userId" int, kind text, detail jsonb)`;
}
