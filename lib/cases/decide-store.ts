// What a person's decision writes. Promise: account first, then case, are locked in that order by everybody, so that
// decisions and intake cannot deadlock; every decision raises the case's version.

import type { Sql, Tx } from '@/lib/db/sql';
import type { CaseEvent, CaseState, CloseOutcome, DismissReason } from './types';

/** A case whose row and account's row are locked until the transaction ends. */
export interface LockedCase {
  id: number;
  number: string;
  accountId: number;
  state: CaseState;
  version: number;
  assigneeId: number | null;
  isIncident: boolean;
  /** The account's numbers as they stand. */
  score: number;
  stage: number;
  closedAt: Date | null;
  /** While it is watched: until when. */
  watchUntil: Date | null;
}

/** Locks the case and its account; null where there is no such case. */
export async function lockCase(tx: Tx, caseId: number): Promise<LockedCase | null> {
  await tx`SELECT 1 FROM account WHERE id = (SELECT account_id FROM "case" WHERE id = ${caseId}) FOR NO KEY UPDATE`;
  const [row] = await tx<LockedCase[]>`
    SELECT c.id, c.number, c.account_id AS "accountId", c.state, c.version, c.assignee_id AS "assigneeId",
           c.is_incident AS "isIncident", c.closed_at AS "closedAt", c.watch_until AS "watchUntil",
           a.score, a.stage
    FROM "case" c JOIN account a ON a.id = c.account_id
    WHERE c.id = ${caseId}
    FOR NO KEY UPDATE OF c`;
  return row ?? null;
}

/** Cases whose watch has ended at `now`, oldest end first. */
export async function listEndedWatches(sql: Sql, now: Date): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    SELECT id FROM "case" WHERE is_open AND state = 'watching' AND watch_until <= ${now} ORDER BY watch_until LIMIT 1000`;
  return rows.map((row) => row.id);
}

/** What a decision changes about a case; what is not named is cleared, as it belonged to the state before. */
export interface CaseChange {
  to: CaseState;
  closedAt?: Date;
  outcome?: CloseOutcome | DismissReason;
  outcomeReason?: string | null;
  isIncident?: boolean;
  watchUntil?: Date;
}

/** Writes the new state and returns the new version. */
export async function changeCase(tx: Tx, caseId: number, change: CaseChange): Promise<number> {
  const [row] = await tx<{ version: number }[]>`
    UPDATE "case"
    SET state = ${change.to}::case_state, closed_at = ${change.closedAt ?? null}, outcome = ${change.outcome ?? null},
        outcome_reason = ${change.outcomeReason ?? null}, is_incident = ${change.isIncident ?? false},
        watch_until = ${change.watchUntil ?? null}, version = version + 1
    WHERE id = ${caseId}
    RETURNING version`;
  if (row === undefined) throw new Error(`case ${caseId} vanished while it was locked`);
  return row.version;
}

/** A change that belongs to the case without changing its row: whoever saw the version before is told. */
export async function raiseVersion(tx: Tx, caseId: number): Promise<number> {
  const [row] = await tx<{ version: number }[]>`
    UPDATE "case" SET version = version + 1 WHERE id = ${caseId} RETURNING version`;
  if (row === undefined) throw new Error(`case ${caseId} vanished while it was locked`);
  return row.version;
}

/** Only the state, as a consequence of another change that raised the version already. */
export async function changeState(tx: Tx, caseId: number, to: CaseState): Promise<void> {
  await tx`UPDATE "case" SET state = ${to}::case_state WHERE id = ${caseId}`;
}

/**
 * A case whose measures are refuted or unknown, whose notice may not have arrived, whose customer's answer nobody has
 * dealt with, whose recheck is due, or on which the desk acted by itself, stands on top until that is settled.
 */
export async function changeAttention(tx: Tx, caseId: number): Promise<void> {
  await tx`
    UPDATE "case" SET attention = EXISTS (
      SELECT FROM measure WHERE case_id = ${caseId} AND ended_at IS NULL AND state IN ('refuted', 'unknown'))
      OR EXISTS (SELECT FROM notice WHERE case_id = ${caseId} AND state = 'ambiguous')
      OR EXISTS (SELECT FROM reply WHERE case_id = ${caseId} AND kind = 'answer' AND handled_at IS NULL)
      OR EXISTS (SELECT FROM queue_order WHERE case_id = ${caseId} AND state = 'unknown')
      OR (is_open AND EXISTS (SELECT FROM queued_mail q WHERE q.account_id = "case".account_id AND q.place = 'hold'
            AND q.hands_off IS NULL AND q.order_id IS NULL AND NOT EXISTS (
              SELECT FROM measure h WHERE h.account_id = q.account_id AND h.connector_id = q.connector_id
                AND h.kind = 'hold-queue' AND h.ended_at IS NULL)))
      OR EXISTS (SELECT FROM playbook_step WHERE case_id = ${caseId} AND state IN ('due', 'handed-over') AND done_at IS NULL)
      OR EXISTS (SELECT FROM automatic_measure WHERE case_id = ${caseId} AND seen_at IS NULL)
      OR EXISTS (SELECT FROM follow_up WHERE case_id = ${caseId} AND step = 0 AND seen_at IS NULL)
    WHERE id = ${caseId}`;
}

/** Gives the case to somebody, or to nobody, and returns the new version. */
export async function changeAssignee(tx: Tx, caseId: number, assigneeId: number | null): Promise<number> {
  const [row] = await tx<{ version: number }[]>`
    UPDATE "case" SET assignee_id = ${assigneeId}, version = version + 1 WHERE id = ${caseId} RETURNING version`;
  if (row === undefined) throw new Error(`case ${caseId} vanished while it was locked`);
  return row.version;
}

/** The account's score and stage now become its baseline: only clearly more opens another case. */
export async function freezeBaseline(tx: Tx, accountId: number, now: Date): Promise<void> {
  await tx`UPDATE account SET baseline = score, baseline_stage = stage, baseline_at = ${now} WHERE id = ${accountId}`;
}

/** Takes the baseline of the dismissal at `frozenAt` away again; that of a later one stands. */
export async function clearBaseline(tx: Tx, accountId: number, frozenAt: Date): Promise<void> {
  await tx`
    UPDATE account SET baseline = NULL, baseline_stage = NULL, baseline_at = NULL
    WHERE id = ${accountId} AND baseline_at = ${frozenAt}`;
}

/** `by` is 1 where a case becomes an incident and −1 where it stops being one. */
export async function countIncident(tx: Tx, accountId: number, by: 1 | -1): Promise<void> {
  await tx`UPDATE account SET incidents = greatest(0, incidents + ${by}) WHERE id = ${accountId}`;
}

/** Number of the account's other open case; null where there is none. */
export async function otherOpenCase(tx: Tx, accountId: number, caseId: number): Promise<string | null> {
  const [row] = await tx<{ number: string }[]>`
    SELECT number FROM "case" WHERE account_id = ${accountId} AND is_open AND id <> ${caseId}`;
  return row?.number ?? null;
}

/** Whether a person can be given cases. */
export async function isActiveUser(tx: Tx, userId: number): Promise<boolean> {
  const [row] =
    await tx`SELECT 1 FROM app_user WHERE id = ${userId} AND disabled_at IS NULL AND role <> 'support'`;
  return row !== undefined;
}

/**
 * Writes a line of the case's history and the audit entry, in this transaction; `userId` null is the desk itself. Notes
 * stay in the history alone.
 */
export async function record(
  tx: Tx,
  held: LockedCase,
  userId: number | null,
  event: CaseEvent,
  now: Date,
): Promise<void> {
  await tx`
    INSERT INTO case_event (case_id, at, user_id, kind, detail)
    VALUES (${held.id}, ${now}, ${userId}, ${event.kind}, ${tx.json(event.detail as never)})`;
  const detail = { case: held.number, version: held.version, ...withoutNote(event) };
  await tx`SELECT append_audit(${userId}, ${`case-${event.kind}`}, ${`case:${held.id}`}, ${tx.json(detail as never)})`;
}

// The audit chain can never be cut, a note may have to be erased: the chain knows only how long it was.
function withoutNote(event: CaseEvent): Record<string, unknown> {
  const detail: Record<string, unknown> = { ...event.detail };
  for (const name of ['note', 'text']) {
    if (typeof detail[name] === 'string') detail[`${name}Length`] = detail[name].length;
    delete detail[name];
  }
  return detail;
}

/** Who decided last: what somebody is told who comes second. */
export interface LastDecision {
  by: string | null;
  at: Date;
  kind: CaseEvent['kind'];
}

const decisionKinds = ['assigned', 'state-changed', 'watching', 'dismissed', 'closed', 'reopened'];

/** The latest event of a case that a decision made; null where there is none. */
export async function lastDecision(tx: Tx, caseId: number): Promise<LastDecision | null> {
  const [row] = await tx<LastDecision[]>`
    SELECT u.name AS by, e.at, e.kind FROM case_event e LEFT JOIN app_user u ON u.id = e.user_id
    WHERE e.case_id = ${caseId}
      AND (e.kind IN ${tx(decisionKinds)} OR (e.kind = 'measure' AND e.user_id IS NOT NULL))
    ORDER BY e.id DESC LIMIT 1`;
  return row ?? null;
}
