// What a connector is made from.

import type { Sql } from '@/lib/db/sql';

export const connectorKinds = ['policy-service', 'sql', 'mailcow', 'webhook', 'command', 'manual'] as const;
export type ConnectorKind = (typeof connectorKinds)[number];

export interface ConnectorSetup {
  id: number;
  /** As saved; each kind checks its own with zod. */
  settings: Record<string, unknown>;
  /** The secret fields, opened; empty where there are none. */
  secret: Record<string, string>;
  /** Our own database: for the connectors that act through it. */
  pool: Sql;
}
