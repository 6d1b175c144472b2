// What the screens show of tasks. Everybody sees what is for the whole team, admins also what is for them; tasks about
// restricted reports have a desk of their own and are in no answer here.

import { sql } from '@/lib/db/sql';
import type { TaskKey, TaskListView } from './list-parameters';
import type { TaskAudience, TaskKind } from './types';

export const taskPageSize = 30;
/** Above this many a count says "more than". */
export const taskCountCap = 99;

export interface TaskRow {
  id: number;
  kind: TaskKind;
  audience: Exclude<TaskAudience, 'restricted'>;
  /** Shaped by the kind; `readTaskDetail` reads it. */
  detail: Record<string, unknown>;
  occurrences: number;
  createdAt: Date;
  lastAt: Date;
  feedbackLoop: { id: number; name: string } | null;
  /** The mail it came with; null where there is none to show. */
  mailId: number | null;
  done: { at: Date; by: string | null; note: string | null } | null;
}

export interface TaskPage {
  rows: TaskRow[];
  after: TaskKey | null;
  before: TaskKey | null;
}

/** Who asks. */
export interface TaskViewer {
  isAdmin: boolean;
}

function audiences({ isAdmin }: TaskViewer): TaskAudience[] {
  return isAdmin ? ['all', 'admin'] : ['all'];
}

const columns = `t.id, t.kind, t.audience, t.detail, t.occurrences, t.created_at AS "createdAt", t.last_at AS "lastAt",
  CASE WHEN l.id IS NOT NULL THEN json_build_object('id', l.id, 'name', l.name) END AS "feedbackLoop",
  CASE WHEN m.state <> 'restricted' THEN m.id END AS "mailId",
  t.done_at AS "doneAt", t.done_note AS "doneNote", u.name AS "doneBy"`;
const joins = `LEFT JOIN feedback_loop l ON l.id = t.feedback_loop_id
  LEFT JOIN raw_message m ON m.id = t.raw_message_id LEFT JOIN app_user u ON u.id = t.done_by_id`;

type Found = Omit<TaskRow, 'done'> & { doneAt: Date | null; doneNote: string | null; doneBy: string | null };

function rowOf({ doneAt, doneNote, doneBy, ...row }: Found): TaskRow {
  return { ...row, done: doneAt === null ? null : { at: doneAt, by: doneBy, note: doneNote } };
}

/** One page of a tab: open tasks by their newest occurrence, done ones by when they were done; newest first. */
export async function listTasks(
  { tab, after, before }: TaskListView,
  viewer: TaskViewer,
  pageSize = taskPageSize,
): Promise<TaskPage> {
  const column = tab === 'open' ? 't.last_at' : 't.done_at';
  const isBackwards = before !== null;
  const from = before ?? after;
  const way = isBackwards ? 'ASC' : 'DESC';
  const found = await sql().unsafe<(Found & { keyAt: string })[]>(
    `SELECT ${columns}, to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "keyAt"
     FROM task t ${joins}
     WHERE t.done_at IS ${tab === 'open' ? 'NULL' : 'NOT NULL'} AND t.audience = ANY($1)
       ${from === null ? '' : `AND (${column}, t.id) ${isBackwards ? '>' : '<'} ($3::text::timestamptz, $4::bigint)`}
     ORDER BY ${column} ${way}, t.id ${way} LIMIT $2::int`,
    [audiences(viewer), pageSize + 1, ...(from === null ? [] : [from.at, from.id])],
  );
  const hasMore = found.length > pageSize;
  const shown = found.slice(0, pageSize);
  if (isBackwards) shown.reverse();
  const keys = shown.map(({ keyAt, id }): TaskKey => ({ at: keyAt, id }));
  return {
    rows: shown.map(({ keyAt: _keyAt, ...row }) => rowOf(row)),
    before: (isBackwards ? hasMore : from !== null) ? (keys[0] ?? null) : null,
    after: isBackwards || hasMore ? (keys.at(-1) ?? null) : null,
  };
}

/** The tasks that this mail raised, newest first. */
export async function listTasksOfMail(mailId: number, viewer: TaskViewer): Promise<TaskRow[]> {
  const found = await sql().unsafe<Found[]>(
    `SELECT ${columns} FROM task t ${joins}
     WHERE t.raw_message_id = $1::bigint AND t.audience = ANY($2) ORDER BY t.id DESC LIMIT 20`,
    [mailId, audiences(viewer)],
  );
  return found.map(rowOf);
}

/** The open tasks of a feedback loop, newest first; for its page, which administrators and agents read. */
export async function listTasksOfLoop(loopId: number, viewer: TaskViewer): Promise<TaskRow[]> {
  const found = await sql().unsafe<Found[]>(
    `SELECT ${columns} FROM task t ${joins}
     WHERE t.feedback_loop_id = $1::int AND t.done_at IS NULL AND t.audience = ANY($2) ORDER BY t.id DESC LIMIT 20`,
    [loopId, audiences(viewer)],
  );
  return found.map(rowOf);
}

/** Open tasks that the viewer may see, at most `taskCountCap + 1`. */
export async function countOpenTasks(viewer: TaskViewer): Promise<number> {
  const [row] = await sql()<{ count: number }[]>`
    SELECT count(*)::int AS count FROM
      (SELECT FROM task WHERE done_at IS NULL AND audience = ANY(${audiences(viewer)}) LIMIT ${taskCountCap + 1}) t`;
  return row?.count ?? 0;
}
