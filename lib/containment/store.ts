// Writes of measures. Promise: what is carried out was committed before; every write after the claim names the attempt it
// belongs to, so that a worker that was overtaken writes nothing.

import type { Sql, Tx } from '@/lib/db/sql';
import { claimSeconds, connectorHourLimit, lockFirstSeconds } from './limits';
import type { ClaimedMeasure, MeasureResult, NewMeasure, NewStep } from './rows';
import type { PriorState } from './types';

/**
 * Takes the measures into the books and returns their ids, in the order given; null where one of that kind is in force
 * already (the unique index decides, whoever clicked first).
 */
export async function insertMeasures(tx: Tx, measures: readonly NewMeasure[]): Promise<(number | null)[]> {
  const ids: (number | null)[] = [];
  for (const one of measures) {
    const [row] = await tx<{ id: number }[]>`
      INSERT INTO measure (case_id, account_id, connector_id, kind, parameters, ground, wanted_by_id, second_reasons)
      VALUES (${one.caseId}, ${one.accountId}, ${one.connectorId}, ${one.kind}, ${tx.json(one.parameters as never)},
        ${tx.json(one.ground as never)}, ${one.wantedById}, ${one.secondReasons})
      ON CONFLICT (account_id, kind, connector_id) WHERE ended_at IS NULL DO NOTHING
      RETURNING id`;
    ids.push(row?.id ?? null);
  }
  return ids;
}

/** A second person agrees; false where nobody has to, somebody did, or it is the same person. */
export async function approveMeasure(tx: Tx, id: number, userId: number, now: Date): Promise<boolean> {
  const rows = await tx`
    UPDATE measure SET approved_by_id = ${userId}, approved_at = ${now}, due_at = ${now}
    WHERE id = ${id} AND ended_at IS NULL AND wanted = 'on' AND approved_by_id IS NULL
      AND cardinality(second_reasons) > 0 AND wanted_by_id IS DISTINCT FROM ${userId}
    RETURNING 1`;
  return rows.length > 0;
}

/**
 * Asks for the end of measures in force, and returns those it changed. What nobody began to carry out ends at once; where
 * a worker is at it just now, its attempt is let finish and is turned round then: two orders never overtake each other.
 */
export async function wantLifted(
  tx: Tx,
  ids: readonly number[],
  userId: number | null,
  now: Date,
): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    UPDATE measure SET wanted = 'off', state = 'wanted', lift_wanted_by_id = ${userId}, failures = 0, last_fault = NULL,
      ended_at = CASE WHEN prior_state IS NULL AND claimed_until IS NULL THEN ${now}::timestamptz END,
      due_at = CASE WHEN prior_state IS NULL AND claimed_until IS NULL THEN NULL ELSE ${now}::timestamptz END
    WHERE id = ANY(${ids as number[]}::bigint[]) AND ended_at IS NULL AND wanted = 'on'
    RETURNING id`;
  return rows.map((row) => row.id);
}

/** Tries a measure again at once that gave up, or that somebody changed behind our back. */
export async function wantAgain(tx: Tx, id: number, now: Date): Promise<boolean> {
  const rows = await tx`
    UPDATE measure SET state = 'wanted', due_at = ${now}, proved_at = NULL, failures = 0, last_fault = NULL
    WHERE id = ${id} AND ended_at IS NULL AND state IN ('refuted', 'unknown', 'wanted') RETURNING 1`;
  return rows.length > 0;
}

/**
 * Claims the next due measure whose connector may act and that nobody has to agree to any more. The attempt is counted
 * and committed before anything is done outside. What already stood is claimed to be looked at again.
 */
export async function claimMeasure(sql: Sql, now: Date): Promise<ClaimedMeasure | null> {
  const [row] = await sql<ClaimedMeasure[]>`
    WITH due AS (
      SELECT m.id FROM measure m JOIN connector c ON c.id = m.connector_id
      WHERE m.due_at <= ${now} AND (m.claimed_until IS NULL OR m.claimed_until < ${now}) AND m.ended_at IS NULL
        AND (cardinality(m.second_reasons) = 0 OR m.approved_by_id IS NOT NULL OR m.wanted = 'off')
        AND c.active AND (c.stopped_at IS NULL OR m.wanted = 'off' OR m.applied_at IS NOT NULL)
        -- Who is thrown out before the door is locked comes in again: what ends sessions or holds mail follows the lock
        -- that was ordered with it, for at most a minute.
        AND (m.wanted = 'off' OR m.kind NOT IN ('end-sessions', 'hold-queue') OR m.attempts > 0 OR NOT EXISTS (
          SELECT FROM measure l WHERE l.account_id = m.account_id AND l.kind IN ('send-lock', 'login-lock')
            AND l.ended_at IS NULL AND l.wanted = 'on' AND l.state = 'wanted' AND l.failures = 0
            AND l.wanted_at > ${now}::timestamptz - make_interval(secs => ${lockFirstSeconds})))
      ORDER BY m.due_at LIMIT 1 FOR UPDATE OF m SKIP LOCKED
    )
    UPDATE measure m SET attempts = m.attempts + 1, claimed_until = ${now}::timestamptz + make_interval(secs => ${claimSeconds})
    FROM due, account a, "case" k
    WHERE m.id = due.id AND a.id = m.account_id AND k.id = m.case_id
    RETURNING m.id, m.case_id AS "caseId", k.number AS "caseNumber", m.account_id AS "accountId",
      json_build_object('kind', a.kind, 'login', a.login, 'domain', a.domain) AS account,
      m.connector_id AS "connectorId", m.kind, m.wanted, m.state, m.parameters, m.prior_state AS "priorState",
      m.applied_at AS "appliedAt", m.attempts, m.failures, 'measure-' || m.id || '-' || m.wanted AS "idempotencyKey",
      (m.wanted = 'on' AND m.applied_at IS NOT NULL AND m.state IN ('applied', 'confirmed', 'unknown')
        AND m.proved_at IS NOT NULL) AS "isRecheck"`;
  return row ?? null;
}

/** Keeps what was found before the first attempt; what is kept already stays. False: the claim is somebody else's. */
export async function keepPrior(
  sql: Sql,
  { id, attempts }: Pick<ClaimedMeasure, 'id' | 'attempts'>,
  prior: PriorState,
): Promise<boolean> {
  const rows = await sql`
    UPDATE measure SET prior_state = coalesce(prior_state, ${sql.json(prior as never)}::jsonb)
    WHERE id = ${id} AND attempts = ${attempts} RETURNING 1`;
  return rows.length > 0;
}

/** The connector took the order. False: the claim is somebody else's. */
export async function noteApplied(
  sql: Sql,
  { id, attempts }: Pick<ClaimedMeasure, 'id' | 'attempts'>,
  now: Date,
): Promise<boolean> {
  const rows = await sql`
    UPDATE measure SET applied_at = ${now}, state = 'applied' WHERE id = ${id} AND attempts = ${attempts} RETURNING 1`;
  return rows.length > 0;
}

/**
 * Writes what an attempt came to and gives the measure back. `turned`: somebody wants the opposite by now, which is due at
 * once. `overtaken`: the claim is somebody else's, nothing is written.
 */
export async function settleMeasure(
  tx: Tx,
  { id, attempts, wanted }: Pick<ClaimedMeasure, 'id' | 'attempts' | 'wanted'>,
  result: MeasureResult,
  now: Date,
): Promise<'settled' | 'turned' | 'overtaken'> {
  const due = result.dueInSeconds === null ? null : new Date(now.getTime() + result.dueInSeconds * 1_000);
  const isProved = result.readBack !== null && result.probe !== null;
  const json = (value: unknown) => (value === null ? null : tx.json(value as never));
  const settled = await tx`
    UPDATE measure SET state = ${result.state}, due_at = ${due}, claimed_until = NULL,
      ended_at = ${result.ended ? now : null},
      read_back = coalesce(${json(result.readBack)}::jsonb, read_back), probe = coalesce(${json(result.probe)}::jsonb, probe),
      proved_at = CASE WHEN ${isProved} THEN ${now}::timestamptz ELSE proved_at END,
      confirmed_at = CASE WHEN ${result.state} = 'confirmed' AND wanted = 'on' THEN coalesce(confirmed_at, ${now}::timestamptz)
        ELSE confirmed_at END,
      failures = CASE WHEN ${result.state} = 'confirmed' THEN 0 ELSE failures + 1 END,
      last_fault = ${json(result.fault)}::jsonb
    WHERE id = ${id} AND attempts = ${attempts} AND wanted = ${wanted} RETURNING 1`;
  if (settled.length > 0) return 'settled';
  const turned = await tx`
    UPDATE measure SET claimed_until = NULL, due_at = ${now} WHERE id = ${id} AND attempts = ${attempts} RETURNING 1`;
  return turned.length > 0 ? 'turned' : 'overtaken';
}

/** What was tried, kept whoever holds the claim by now: it did happen. */
export async function keepSteps(
  sql: Sql,
  { id, attempts }: Pick<ClaimedMeasure, 'id' | 'attempts'>,
  steps: readonly NewStep[],
): Promise<void> {
  if (steps.length === 0) return;
  await sql`
    INSERT INTO measure_step (measure_id, attempt, step, ok, detail)
    SELECT ${id}, ${attempts}, s.step, s.ok, s.detail
    FROM jsonb_to_recordset(${sql.json(steps as never)}::jsonb) AS s (step text, ok boolean, detail jsonb)`;
}

/**
 * Stops a connector through which more measures were wanted within an hour than are plausible; true where this call did.
 * Taken under the connector's row lock, so that two agents cannot slip past together.
 */
export async function stopWhenTooMany(tx: Tx, connectorId: number, now: Date): Promise<boolean> {
  await tx`SELECT 1 FROM connector WHERE id = ${connectorId} FOR UPDATE`;
  const rows = await tx`
    UPDATE connector SET stopped_at = ${now}
    WHERE id = ${connectorId} AND stopped_at IS NULL
      AND (SELECT count(*) FROM measure WHERE connector_id = ${connectorId}
           AND wanted_at > greatest(${now}::timestamptz - interval '1 hour', coalesce(going_on_since, '-infinity')))
        > ${connectorHourLimit}
    RETURNING 1`;
  return rows.length > 0;
}

/** Lets a stopped connector go on; its count begins anew. */
export async function goOn(tx: Tx, connectorId: number, now: Date): Promise<boolean> {
  const rows = await tx`
    UPDATE connector SET stopped_at = NULL, going_on_since = ${now}
    WHERE id = ${connectorId} AND stopped_at IS NOT NULL RETURNING 1`;
  return rows.length > 0;
}
