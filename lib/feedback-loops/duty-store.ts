// What providers still have to be told of our resources (RFC 6449), and what they know of them, set-based.

import type { Tx } from '@/lib/db/sql';
import type { OwnChange, ToldKind } from '@/lib/own-network/types';
import type { Duty } from './duty-queries';
import type { LoopState } from './types';

/** The key of a loop's task about what it has to be told. */
export const dutyKey = (loopId: number): string => `loop-duty:${loopId}`;

export interface ToldLoop {
  id: number;
  name: string;
  program: string;
  state: LoopState;
  /** Kinds of which the provider is known to know something. */
  covered: ToldKind[];
}

/** One at a time changes what there is to tell: take it before a loop is locked. */
export async function lockDuties(tx: Tx): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(hashtext('feedback-loop-duty'))`;
}

/** All loops but ended ones. */
export async function listToldLoops(tx: Tx): Promise<ToldLoop[]> {
  const rows = await tx<ToldLoop[]>`
    SELECT l.id, l.name, l.program, l.state,
      (SELECT coalesce(array_agg(DISTINCT r.kind), '{}') FROM feedback_loop_resource r
       WHERE r.feedback_loop_id = l.id) AS covered
    FROM feedback_loop l WHERE l.state <> 'ended' ORDER BY l.id`;
  return [...rows];
}

/**
 * Notes the changes for the loops that they concern. A change that undoes one of which nobody has told yet ends that one,
 * and is nothing to tell itself. What the provider knows is not told again; what it never knew need not be taken back,
 * unless nobody entered what it knows.
 */
export async function insertDuties(
  tx: Tx,
  changes: readonly OwnChange[],
  loops: readonly { loopId: number; kind: ToldKind }[],
): Promise<void> {
  await tx`
    WITH wanted AS (
      SELECT l."loopId" AS loop, c.kind, c.value, c.change
      FROM jsonb_to_recordset(${tx.json(loops as never)}::jsonb) AS l ("loopId" int, kind text)
      JOIN jsonb_to_recordset(${tx.json(changes as never)}::jsonb) AS c (kind text, value text, change text)
        ON c.kind = l.kind
    ), undone AS (
      DELETE FROM feedback_loop_duty d USING wanted w
      WHERE d.told_at IS NULL AND d.change <> w.change
        AND (d.feedback_loop_id, d.kind, d.value) = (w.loop, w.kind, w.value)
      RETURNING w.loop, w.kind, w.value
    )
    INSERT INTO feedback_loop_duty (feedback_loop_id, kind, value, change)
    SELECT w.loop, w.kind, w.value, w.change FROM wanted w
    CROSS JOIN LATERAL (
      SELECT EXISTS (SELECT FROM feedback_loop_resource r
        WHERE (r.feedback_loop_id, r.kind, r.value) = (w.loop, w.kind, w.value)) AS knows,
        EXISTS (SELECT FROM feedback_loop_resource r
        WHERE (r.feedback_loop_id, r.kind) = (w.loop, w.kind)) AS "knowsSome"
    ) AS k
    WHERE NOT EXISTS (SELECT FROM undone u WHERE (u.loop, u.kind, u.value) = (w.loop, w.kind, w.value))
      AND CASE w.change WHEN 'added' THEN NOT k.knows ELSE k.knows OR NOT k."knowsSome" END
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING`;
}

/** Told, up to the one that was seen last: the provider knows it from now on. Returns what was told. */
export async function settleDuties(tx: Tx, loopId: number, upTo: number, userId: number): Promise<Duty[]> {
  const told = await tx<Duty[]>`
    UPDATE feedback_loop_duty SET told_at = now(), told_by_id = ${userId}
    WHERE feedback_loop_id = ${loopId} AND told_at IS NULL AND id <= ${upTo}
    RETURNING id, kind, value, change, since`;
  const of = (change: Duty['change']) =>
    tx.json(
      told.filter((duty) => duty.change === change).map(({ kind, value }) => ({ kind, value })) as never,
    );
  await tx`
    INSERT INTO feedback_loop_resource (feedback_loop_id, kind, value)
    SELECT ${loopId}, kind, value FROM jsonb_to_recordset(${of('added')}::jsonb) AS r (kind text, value text)
    ON CONFLICT DO NOTHING`;
  await tx`
    DELETE FROM feedback_loop_resource r
    USING jsonb_to_recordset(${of('removed')}::jsonb) AS g (kind text, value text)
    WHERE r.feedback_loop_id = ${loopId} AND (r.kind, r.value) = (g.kind, g.value)`;
  return [...told];
}

/** Nothing has to be told any more: the subscription ended, or its application lists all anew. */
export async function dropDuties(tx: Tx, loopId: number): Promise<void> {
  await tx`DELETE FROM feedback_loop_duty WHERE feedback_loop_id = ${loopId} AND told_at IS NULL`;
}
