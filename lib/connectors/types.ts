// What a connector is made from.

import type { Sql } from '@/lib/db/sql';

/** What the configuration allows connectors to reach: none of it can be changed from a screen. */
export interface ConnectorReach {
  /** CONNECTOR_ALLOWED_HOSTS: these may have an address inside your network. */
  allowedHosts: readonly string[];
  /** CONNECTOR_COMMANDS: absolute paths by name. */
  commands: ReadonlyMap<string, string>;
}

/** Who handed these mails in, by our mail log, in the order given; null where it does not know. */
export type AskSenders = (
  mails: readonly { queueId: string; arrivedAt: number }[],
  /** The server's name in its log; null where queue ids alone have to do. */
  host: string | null,
) => Promise<(string | null)[]>;

export interface ConnectorSetup {
  id: number;
  /** As saved; each kind checks its own with zod. */
  settings: Record<string, unknown>;
  /** The secret fields, opened; empty where there are none. */
  secret: Record<string, string>;
  /** Our own database: for the connectors that act through it. */
  pool: Sql;
  reach: ConnectorReach;
  /** Absent where nobody connected a log. */
  askSenders?: AskSenders;
}
