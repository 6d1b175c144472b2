// Connectors as the worker needs them, and what their last attempt came to.

import type { Sql, Tx } from '@/lib/db/sql';
import type { ConnectorRow } from './rows';

/** The connector's row; null where it is gone. */
export async function loadConnector(sql: Sql | Tx, id: number): Promise<ConnectorRow | null> {
  const [row] = await sql<ConnectorRow[]>`
    SELECT id, name, kind, measures, settings, secret_sealed AS "secretSealed", active, stopped_at AS "stoppedAt",
      canary_login AS "canaryLogin"
    FROM connector WHERE id = ${id}`;
  return row ?? null;
}

/** Health of a connector: its last answer, or its last fault. */
export async function noteConnectorHealth(
  sql: Sql,
  id: number,
  fault: { code: string; detail: Record<string, string | number> } | null,
  now: Date,
): Promise<void> {
  if (fault === null) await sql`UPDATE connector SET last_ok_at = ${now}, last_fault = NULL WHERE id = ${id}`;
  else
    await sql`
      UPDATE connector SET last_fault = ${sql.json({ ...fault, at: now.toISOString() } as never)} WHERE id = ${id}`;
}
