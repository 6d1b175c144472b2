// What came in for our own feedback loop: one row each, and counts by the day.

import type { Tx } from '@/lib/db/sql';
import type { InputKind, InputOutcome, InputWay } from './types';

interface Input {
  way: InputWay;
  kind: InputKind;
  outcome: InputOutcome;
  /** The kept mail; null of the API, which keeps none. */
  rawMessageId: number | null;
}

interface Written {
  before: { kind: InputKind; outcome: InputOutcome } | null;
  after: InputOutcome;
  /** UTC. */
  day: string;
}

/** Counts what came in. A mail that is read again stays one; its report, found to be there, stays what became of it. */
export async function countInput(tx: Tx, input: Input, now: Date): Promise<void> {
  const { before, after, day } = (await changed(tx, input)) ?? (await written(tx, input, now));
  if (before !== null) await add(tx, { ...input, ...before }, day, -1);
  await add(tx, { ...input, outcome: after }, day, 1);
}

async function changed(tx: Tx, { kind, outcome, rawMessageId }: Input): Promise<Written | null> {
  if (rawMessageId === null) return null;
  const [row] = await tx<Written[]>`
    WITH former AS (SELECT id, kind, outcome FROM own_loop_input WHERE raw_message_id = ${rawMessageId} FOR UPDATE)
    UPDATE own_loop_input i SET kind = ${kind},
      outcome = CASE WHEN ${outcome} = 'known' AND f.outcome IN ('reported', 'held') THEN f.outcome ELSE ${outcome} END
    FROM former f WHERE i.id = f.id
    RETURNING jsonb_build_object('kind', f.kind, 'outcome', f.outcome) AS before, i.outcome AS after,
      (i.at AT TIME ZONE 'UTC')::date::text AS day`;
  return row ?? null;
}

async function written(tx: Tx, { way, kind, outcome, rawMessageId }: Input, now: Date): Promise<Written> {
  await tx`
    INSERT INTO own_loop_input (raw_message_id, way, kind, outcome, at)
    VALUES (${rawMessageId}, ${way}, ${kind}, ${outcome}, ${now})`;
  return { before: null, after: outcome, day: now.toISOString().slice(0, 10) };
}

async function add(tx: Tx, { way, kind, outcome }: Input, day: string, count: 1 | -1): Promise<void> {
  await tx`
    INSERT INTO own_loop_input_day AS d (day, way, kind, outcome, count)
    VALUES (${day}::date, ${way}, ${kind}, ${outcome}, ${count})
    ON CONFLICT (day, way, kind, outcome) DO UPDATE SET count = d.count + excluded.count`;
}
