// What the screens show of connectors: their health, what they may do, and what their canary came to. No secrets.

import { sql } from '@/lib/db/sql';
import type { MeasureKind } from './types';

export interface ConnectorView {
  id: number;
  name: string;
  kind: string;
  measures: MeasureKind[];
  settings: Record<string, unknown>;
  /** Whether secret fields are stored. */
  hasSecret: boolean;
  active: boolean;
  stoppedAt: Date | null;
  canaryLogin: string | null;
  canaryAt: Date | null;
  canaryResult: Record<string, unknown> | null;
  lastOkAt: Date | null;
  lastFault: { code: string; detail: Record<string, string | number>; at: string } | null;
  /** Measures in force through it. */
  inForce: number;
  /** Changes whenever its settings do. */
  version: string;
}

/** All connectors, in the order in which they were set up. */
export function listConnectors(): Promise<ConnectorView[]> {
  return read(null);
}

/** One connector; null where there is none. */
export async function findConnector(id: number): Promise<ConnectorView | null> {
  return (await read(id))[0] ?? null;
}

async function read(id: number | null): Promise<ConnectorView[]> {
  const rows = await sql()<ConnectorView[]>`
    SELECT c.id, c.name, c.kind, c.measures, c.settings, c.secret_sealed IS NOT NULL AS "hasSecret", c.active,
      c.stopped_at AS "stoppedAt", c.canary_login AS "canaryLogin", c.canary_at AS "canaryAt",
      c.canary_result AS "canaryResult", c.last_ok_at AS "lastOkAt", c.last_fault AS "lastFault",
      (SELECT count(*)::int FROM measure m WHERE m.connector_id = c.id AND m.ended_at IS NULL) AS "inForce",
      md5(concat_ws(chr(31), c.name, c.measures::text, c.settings::text, c.canary_login, c.secret_sealed::text)) AS version
    FROM connector c WHERE ${id}::int IS NULL OR c.id = ${id} ORDER BY c.id`;
  return [...rows];
}
