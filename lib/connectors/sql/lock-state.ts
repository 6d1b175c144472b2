// What a `read` statement found, and whose it is. Pure.

import { ConnectorFault, type FoundState, type MeasureOrder, type PriorState } from '@/lib/containment/types';

/** An account as the database has it. */
export interface LockState {
  isLocked: boolean;
  /** Column `owner`, where the statement has one: the case that locked it. */
  owner: string | null;
  /** All columns, as they are kept and restored. */
  columns: PriorState;
}

/** Reads the one row. Throws `ConnectorFault` where there is none, more than one, or no column `locked`. */
export function lockStateOf(rows: readonly Record<string, unknown>[]): LockState {
  const [row] = rows;
  if (row === undefined) throw new ConnectorFault('refused', 'account-unknown');
  if (rows.length > 1) throw new ConnectorFault('refused', 'too-many-rows', { rows: rows.length });
  if (!('locked' in row)) throw new ConnectorFault('refused', 'bad-answer', { reason: 'locked' });
  const columns: PriorState = {};
  for (const [name, value] of Object.entries(row)) columns[name] = plain(value, name);
  const owner = columns['owner'] ?? null;
  return {
    isLocked: /^(?:1|t|true|y|yes)$/i.test(String(columns['locked'])),
    owner: owner === null || owner === '' ? null : String(owner),
    columns,
  };
}

function plain(value: unknown, column: string): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new ConnectorFault('refused', 'bad-answer', { reason: 'column', column });
}

/** Whose the state is. An account that was locked before us is free of us again once it is as it was. */
export function foundOf(state: LockState, order: MeasureOrder, prior: PriorState): FoundState {
  const isAsBefore = Object.entries(state.columns).every(([name, value]) => prior[name] === value);
  if (order.wanted === 'off' && isAsBefore) return 'free';
  if (state.isLocked) return state.owner === null || state.owner === order.caseNumber ? 'ours' : 'other';
  return isAsBefore ? 'free' : 'other';
}
