// What a provider knows of our resources: the values that one subscription covers.

import type { Sql, Tx } from '@/lib/db/sql';
import type { ToldKind } from '@/lib/own-network/types';
import type { CoveredValues } from './types';

export async function listCovered(db: Sql | Tx, loopId: number): Promise<CoveredValues> {
  const rows = await db<{ kind: ToldKind; value: string }[]>`
    SELECT kind, value FROM feedback_loop_resource WHERE feedback_loop_id = ${loopId} ORDER BY value`;
  const of = (kind: ToldKind) => rows.filter((row) => row.kind === kind).map(({ value }) => value);
  return { range: of('range'), 'dkim-domain': of('dkim-domain') };
}

/** Puts these values in the place of what stood there. */
export async function replaceCovered(tx: Tx, loopId: number, values: CoveredValues): Promise<void> {
  const rows = (Object.keys(values) as ToldKind[]).flatMap((kind) =>
    values[kind].map((value) => ({ kind, value })),
  );
  await tx`DELETE FROM feedback_loop_resource WHERE feedback_loop_id = ${loopId}`;
  await tx`
    INSERT INTO feedback_loop_resource (feedback_loop_id, kind, value)
    SELECT DISTINCT ${loopId}::int, kind, value
    FROM jsonb_to_recordset(${tx.json(rows as never)}::jsonb) AS r (kind text, value text)`;
}
