// What the screens show of playbooks: the versions in force, the history of each, and the runs on a case.

import { sql, type Sql, type Tx } from '@/lib/db/sql';
import { playbookSchema } from './playbook';
import type { PlaybookRow, StepDetail, StepState } from './playbook-rows';
import type { MeasureKind, MeasureState } from './types';

type Row = Omit<PlaybookRow, 'body'> & { body: unknown };

const columns = `SELECT p.id, p.key, p.name_de AS "nameDe", p.name_en AS "nameEn", p.body, p.note,
  p.created_at AS "createdAt", u.name AS "createdBy",
  (row_number() OVER (PARTITION BY p.key ORDER BY p.id))::int AS version
  FROM playbook p LEFT JOIN app_user u ON u.id = p.created_by_id`;

const read = (rows: readonly Row[]): PlaybookRow[] =>
  rows.map((row) => ({ ...row, body: playbookSchema.parse(row.body) }));

/** The newest version of each, in the order in which they came into being. */
export async function listPlaybooks(db: Sql | Tx = sql()): Promise<PlaybookRow[]> {
  return read(
    await db.unsafe<Row[]>(
      `SELECT * FROM (${columns}) v WHERE v.id = (SELECT max(n.id) FROM playbook n WHERE n.key = v.key)
       ORDER BY (SELECT min(n.id) FROM playbook n WHERE n.key = v.key) LIMIT 200`,
    ),
  );
}

/** All versions of one, newest first; empty where there is none. */
export async function listPlaybookVersions(key: string, db: Sql | Tx = sql()): Promise<PlaybookRow[]> {
  return read(await db.unsafe<Row[]>(`${columns} WHERE p.key = $1 ORDER BY p.id DESC LIMIT 200`, [key]));
}

/** One step of a run, with how far its measures are now. */
export interface RunStepView {
  position: number;
  detail: StepDetail;
  state: StepState;
  dueAt: Date | null;
  code: string | null;
  doneBy: string | null;
  doneAt: Date | null;
  measures: {
    id: number;
    kind: MeasureKind;
    connector: string;
    wanted: 'on' | 'off';
    state: MeasureState;
    ended: boolean;
    isByHand: boolean;
    waitsForSecond: boolean;
  }[];
}

export interface RunView {
  id: number;
  nameDe: string;
  nameEn: string;
  version: number;
  startedBy: string;
  startedAt: Date;
  steps: RunStepView[];
}

/** The latest runs on a case, newest first. */
export async function listRuns(caseId: number, limit = 10): Promise<RunView[]> {
  const rows = await sql()<(Omit<RunView, 'steps'> & { steps: Stored[] })[]>`
    SELECT r.id, p.name_de AS "nameDe", p.name_en AS "nameEn", u.name AS "startedBy", r.started_at AS "startedAt",
      (SELECT count(*)::int FROM playbook e WHERE e.key = p.key AND e.id <= p.id) AS version,
      (SELECT coalesce(json_agg(json_build_object('position', s.position, 'detail', s.detail, 'state', s.state,
          'dueAt', s.due_at, 'code', s.code, 'doneBy', d.name, 'doneAt', s.done_at,
          'measures', (SELECT coalesce(json_agg(json_build_object('id', m.id, 'kind', m.kind, 'connector', c.name,
              'wanted', m.wanted, 'state', m.state, 'ended', m.ended_at IS NOT NULL, 'isByHand', c.kind = 'manual',
              'waitsForSecond', m.wanted = 'on' AND cardinality(m.second_reasons) > 0 AND m.approved_by_id IS NULL
            ) ORDER BY m.id), '[]')
            FROM measure m JOIN connector c ON c.id = m.connector_id WHERE m.id = ANY(s.measure_ids))
        ) ORDER BY s.position), '[]')
       FROM playbook_step s LEFT JOIN app_user d ON d.id = s.done_by_id WHERE s.run_id = r.id) AS steps
    FROM playbook_run r JOIN playbook p ON p.id = r.playbook_id JOIN app_user u ON u.id = r.started_by_id
    WHERE r.case_id = ${caseId} ORDER BY r.id DESC LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, steps: row.steps.map(withDates) }));
}

type Stored = Omit<RunStepView, 'dueAt' | 'doneAt'> & { dueAt: string | null; doneAt: string | null };

function withDates({ dueAt, doneAt, ...rest }: Stored): RunStepView {
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return { ...rest, dueAt: date(dueAt), doneAt: date(doneAt) };
}
