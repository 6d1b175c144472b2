// Writes of playbooks and their runs. Versions are only added; at most one notice and one recheck of a case wait, which
// the database decides.

import type { Sql, Tx } from '@/lib/db/sql';
import type { AwaitedMeasure, PlaybookBody } from './playbook';
import type { NewStep, StepDetail, StepState } from './playbook-rows';
import type { MeasureKind, Wanted } from './types';

/** Writers of versions wait for one another here; the newest version of the key, 0 where there is none. */
export async function lockPlaybook(tx: Tx, key: string): Promise<number> {
  await tx`SELECT pg_advisory_xact_lock(hashtext(${`playbook ${key}`}))`;
  const [row] = await tx<{ id: number }[]>`
    SELECT coalesce(max(id), 0)::int AS id FROM playbook WHERE key = ${key}`;
  return row?.id ?? 0;
}

export interface NewPlaybook {
  key: string;
  nameDe: string;
  nameEn: string;
  body: PlaybookBody;
  note: string;
  userId: number;
}

/** Adds a version and returns its id. */
export async function insertPlaybook(tx: Tx, one: NewPlaybook): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO playbook (key, name_de, name_en, body, note, created_by_id)
    VALUES (${one.key}, ${one.nameDe}, ${one.nameEn}, ${tx.json(one.body as never)}, ${one.note}, ${one.userId})
    RETURNING id`;
  if (row === undefined) throw new Error('the playbook was not written');
  return row.id;
}

export interface NewRun {
  caseId: number;
  playbookId: number;
  userId: number;
  steps: NewStep[];
}

/** Writes the run with its steps and returns its id; a recheck that waited on the case gives way to the new one. */
export async function insertRun(
  tx: Tx,
  { caseId, playbookId, userId, steps }: NewRun,
  now: Date,
): Promise<number> {
  if (steps.some(({ detail, state }) => detail.kind === 'recheck' && state === 'waiting'))
    await tx`
      UPDATE playbook_step SET state = 'called-off', code = 'succeeded', done_at = ${now}
      WHERE case_id = ${caseId} AND kind = 'recheck' AND state = 'waiting'`;
  const [run] = await tx<{ id: number }[]>`
    INSERT INTO playbook_run (case_id, playbook_id, started_by_id, started_at)
    VALUES (${caseId}, ${playbookId}, ${userId}, ${now}) RETURNING id`;
  if (run === undefined) throw new Error('the run was not written');
  for (const [position, { detail, state, dueAt, measureIds }] of steps.entries())
    await tx`
      INSERT INTO playbook_step (run_id, position, case_id, kind, detail, state, due_at, measure_ids)
      VALUES (${run.id}, ${position}, ${caseId}, ${detail.kind}, ${tx.json(detail as never)}, ${state}, ${dueAt},
        ${measureIds}::bigint[])`;
  return run.id;
}

/** What stands on the account, or is on its way to end. */
export async function loadStanding(
  tx: Tx,
  accountId: number,
): Promise<{ id: number; kind: MeasureKind; connectorId: number; wanted: Wanted }[]> {
  return tx<{ id: number; kind: MeasureKind; connectorId: number; wanted: Wanted }[]>`
    SELECT id, kind, connector_id AS "connectorId", wanted FROM measure
    WHERE account_id = ${accountId} AND ended_at IS NULL ORDER BY id`;
}

/** Whether a notice of an earlier run still waits on the case. */
export async function hasWaitingNotice(tx: Tx, caseId: number): Promise<boolean> {
  const rows = await tx`
    SELECT 1 FROM playbook_step WHERE case_id = ${caseId} AND kind = 'notice' AND state = 'waiting'`;
  return rows.length > 0;
}

/** A step with what is needed to go on with it. */
export interface RunStep {
  runId: number;
  position: number;
  caseId: number;
  detail: StepDetail;
  state: StepState;
  dueAt: Date | null;
  code: string | null;
  doneAt: Date | null;
  startedAt: Date;
  startedById: number;
  de: string;
  en: string;
}

const stepColumns = `s.run_id AS "runId", s.position, s.case_id AS "caseId", s.detail, s.state, s.due_at AS "dueAt",
  s.code, s.done_at AS "doneAt", r.started_at AS "startedAt",
  r.started_by_id AS "startedById", p.name_de AS de, p.name_en AS en
  FROM playbook_step s JOIN playbook_run r ON r.id = s.run_id JOIN playbook p ON p.id = r.playbook_id`;

/** Notices that wait for their measures, oldest first. */
export async function listWaitingNotices(sql: Sql): Promise<RunStep[]> {
  const rows = await sql.unsafe<RunStep[]>(
    `SELECT ${stepColumns} WHERE s.kind = 'notice' AND s.state = 'waiting' ORDER BY s.due_at LIMIT 200`,
  );
  return [...rows];
}

/** Rechecks whose time has come, oldest first. */
export async function listDueRechecks(sql: Sql, now: Date): Promise<RunStep[]> {
  const rows = await sql.unsafe<RunStep[]>(
    `SELECT ${stepColumns} WHERE s.kind = 'recheck' AND s.state = 'waiting' AND s.due_at <= $1::timestamptz
     ORDER BY s.due_at LIMIT 200`,
    [now],
  );
  return [...rows];
}

/** One step of a case, its row locked; null where there is none. */
export async function lockStep(
  tx: Tx,
  { caseId, runId, position }: Pick<RunStep, 'caseId' | 'runId' | 'position'>,
): Promise<RunStep | null> {
  const [row] = await tx.unsafe<RunStep[]>(
    `SELECT ${stepColumns} WHERE s.case_id = $1::int AND s.run_id = $2::bigint AND s.position = $3::int FOR UPDATE OF s`,
    [caseId, runId, position],
  );
  return row ?? null;
}

/** The measures that a run ordered or found, as far as its notice is concerned. */
export async function loadAwaited(db: Sql | Tx, runId: number): Promise<AwaitedMeasure[]> {
  const rows = await db<AwaitedMeasure[]>`
    SELECT m.kind, m.wanted, m.state, m.ended_at IS NOT NULL AS ended, c.kind = 'manual' AS "isByHand",
      (m.wanted = 'on' AND cardinality(m.second_reasons) > 0 AND m.approved_by_id IS NULL) AS "waitsForSecond",
      m.approved_at AS "approvedAt"
    FROM playbook_step s JOIN measure m ON m.id = ANY(s.measure_ids) JOIN connector c ON c.id = m.connector_id
    WHERE s.run_id = ${runId} ORDER BY m.id`;
  return [...rows];
}

export interface StepEnd {
  state: StepState;
  code?: string | null;
  noticeId?: number | null;
  /** Who ended it; null: the desk. */
  userId?: number | null;
  /** False: it stays open for a person. */
  isDone: boolean;
}

/** Writes how far a step is; the caller has locked it. */
export async function settleStep(
  tx: Tx,
  { runId, position }: Pick<RunStep, 'runId' | 'position'>,
  { state, code = null, noticeId = null, userId = null, isDone }: StepEnd,
  now: Date,
): Promise<void> {
  await tx`
    UPDATE playbook_step SET state = ${state}, code = ${code}, notice_id = coalesce(${noticeId}, notice_id),
      done_by_id = ${userId}, done_at = ${isDone ? now : null}
    WHERE run_id = ${runId} AND position = ${position}`;
}
