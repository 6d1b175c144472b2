// A database as the connector sees it: one connection, one transaction at a time, values bound.

import { ConnectorFault } from '@/lib/containment/types';
import { asSqlFault } from '@/lib/directory/sql/faults';
import type { SqlStatement } from './statement';

export interface SqlResult {
  /** Column names in lower case. */
  rows: Record<string, unknown>[];
  /** Rows that a change met. */
  affected: number;
}

/** Runs one statement with the values of its parameters. */
export type RunStatement = (
  statement: SqlStatement,
  values: readonly (string | number | null)[],
) => Promise<SqlResult>;

export interface SqlAccess {
  /** All of `work` or nothing. What it throws rolls back. Throws `ConnectorFault`. */
  transaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How far a transaction came; what was lost during COMMIT may hold. */
export type Phase = 'connect' | 'work' | 'commit';

/** Longer than any statement about one row takes, shorter than the patience with the whole connector. */
export const statementMs = 8_000;

const WORTH_TRYING = new Set([
  'host-unknown',
  'connection-refused',
  'connect-timeout',
  'connection-lost',
  'connection-failed',
  'statement-timeout',
  'tls-failed',
]);

/**
 * What a driver threw, as a fault. The server's own words are left out once values were bound: they may repeat them.
 * Throws on what no driver throws.
 */
export function asFault(error: unknown, phase: Phase): ConnectorFault {
  if (error instanceof ConnectorFault) return error;
  const { code } = asSqlFault(error, phase === 'connect' ? null : 'statement');
  const said = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = { reason: code, code: said };
  if (phase === 'commit') return new ConnectorFault('unknown', 'unreachable', detail);
  if (code === 'sign-in-refused' || code === 'database-unknown')
    return new ConnectorFault('failed', 'sign-in-refused', detail);
  if (WORTH_TRYING.has(code) || /^(?:40|55|57)|DEADLOCK|LOCK_WAIT/.test(said))
    return new ConnectorFault('failed', 'unreachable', detail);
  return new ConnectorFault('refused', 'statement-failed', detail);
}
