// Canaries: which connectors are to prove themselves, whether their mailbox may be touched, and what came of it.

import { endTaskOf } from '@/lib/tasks/finish-store';
import { raiseTasks } from '@/lib/tasks/store';
import type { Sql, Tx } from '@/lib/db/sql';
import type { ConnectorTestStep } from './types';

export interface DueCanary {
  connectorId: number;
  login: string;
}

/** Connectors that never proved themselves since they were set up, and in the small hours those that did not today. */
export async function dueCanaries(sql: Sql, now: Date, timeZone: string): Promise<DueCanary[]> {
  const rows = await sql<DueCanary[]>`
    SELECT id AS "connectorId", canary_login AS login FROM connector
    WHERE active AND stopped_at IS NULL AND canary_login IS NOT NULL AND kind <> 'manual'
      AND (canary_at IS NULL OR (canary_at < ${now}::timestamptz - interval '20 hours'
        AND extract(hour FROM ${now}::timestamptz AT TIME ZONE ${timeZone}) BETWEEN 2 AND 4))
    ORDER BY id`;
  return [...rows];
}

/** Whether the login is somebody's matter: it has a case, or a measure in force. Such an account is no canary. */
export async function isMatter(sql: Sql, login: string): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM account a WHERE a.login = ${login}
      AND (EXISTS (SELECT 1 FROM "case" k WHERE k.account_id = a.id)
        OR EXISTS (SELECT 1 FROM measure m WHERE m.account_id = a.id AND m.ended_at IS NULL))`;
  return rows.length > 0;
}

/** Keeps what came of it; a proof that failed is a task for the administrators, until a later one succeeds. */
export async function keepCanaryResult(
  tx: Tx,
  { connectorId, login }: DueCanary,
  { ok, steps, now }: { ok: boolean; steps: readonly ConnectorTestStep[]; now: Date },
): Promise<void> {
  const [row] = await tx<{ name: string }[]>`
    UPDATE connector SET canary_at = ${now}, canary_result = ${tx.json({ ok, steps } as never)}
    WHERE id = ${connectorId} RETURNING name`;
  if (row === undefined) return;
  if (ok) return endTaskOf(tx, `canary:${connectorId}`, null);
  const failed = steps.at(-1)?.code ?? '';
  await raiseTasks(tx, [
    {
      kind: 'canary-failed',
      key: `canary:${connectorId}`,
      audience: 'admin',
      detail: { connector: row.name, login, failed },
      feedbackLoopId: null,
      rawMessageId: null,
    },
  ]);
}
