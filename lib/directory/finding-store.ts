// What is odd about a reading as a whole, found in the stage before it is merged: rows that say different things of one
// customer, rows that belong to another source, numbers that nobody lists.

import type { Tx } from '@/lib/db/sql';
import type { DirectoryProblem } from './types';

/** Findings of one sort that are named; the others are counted. */
const NAMED = 20;

export interface StageFindings {
  /** Rows that could not be used as they are. */
  problems: number;
  /** Rows that belong to another source. */
  conflicts: number;
  named: DirectoryProblem[];
}

interface Found {
  code: string;
  count: number;
  places: string[];
  values: string[];
}

/** Customers and accounts that the source itself lists twice with different words. To be asked before `settleStage`. */
export async function findRepeated(tx: Tx): Promise<StageFindings> {
  const found = await tx<Found[]>`
    WITH customers AS (
      SELECT number AS value FROM stage_customer GROUP BY number
      HAVING count(DISTINCT (name, contract, language, tone, reseller_number, is_reseller, ask_first, bulk, since)) > 1
    ), accounts AS (
      SELECT login AS value FROM stage_account GROUP BY kind, login HAVING count(DISTINCT (customer_number, active)) > 1
    )
    SELECT 'customer-differs' AS code, count(*)::int AS count, '{}'::text[] AS places,
      (array_agg(value ORDER BY value))[:${NAMED}] AS values FROM customers
    UNION ALL SELECT 'account-differs', count(*)::int, '{}', (array_agg(value ORDER BY value))[:${NAMED}] FROM accounts`;
  return gather(found, false);
}

/** Numbers that nobody knows. To be asked after the merge of customers. */
export async function findUnknownNumbers(tx: Tx): Promise<StageFindings> {
  const found = await tx<Found[]>`
    WITH customers AS (
      SELECT DISTINCT s.customer_number AS value FROM stage_account s
      WHERE s.customer_number IS NOT NULL AND NOT EXISTS (SELECT FROM customer c WHERE c.number = s.customer_number)
    ), resellers AS (
      SELECT DISTINCT s.reseller_number AS value FROM stage_customer s
      WHERE s.reseller_number IS NOT NULL AND NOT EXISTS (SELECT FROM customer c WHERE c.number = s.reseller_number)
    )
    SELECT 'customer-unknown' AS code, count(*)::int AS count, '{}'::text[] AS places,
      (array_agg(value ORDER BY value))[:${NAMED}] AS values FROM customers
    UNION ALL SELECT 'reseller-unknown', count(*)::int, '{}', (array_agg(value ORDER BY value))[:${NAMED}] FROM resellers`;
  return gather(found, false);
}

/** Rows that another source lists: they stay with it. To be asked after `settleStage`. `place` is the other's name. */
export async function findConflicts(tx: Tx, sourceId: number): Promise<StageFindings> {
  const found = await tx<Found[]>`
    WITH customers AS (
      SELECT s.number AS value, o.name AS place FROM stage_customer s JOIN customer c ON c.number = s.number
      JOIN directory_source o ON o.id = c.source_id WHERE o.id <> ${sourceId} AND c.gone_at IS NULL
    ), accounts AS (
      SELECT s.login AS value, o.name AS place FROM stage_account s JOIN account a ON a.kind = s.kind AND a.login = s.login
      JOIN directory_source o ON o.id = a.source_id WHERE o.id <> ${sourceId} AND a.gone_at IS NULL
    )
    SELECT 'customer-of-other' AS code, count(*)::int AS count, (array_agg(place ORDER BY value))[:${NAMED}] AS places,
      (array_agg(value ORDER BY value))[:${NAMED}] AS values FROM customers
    UNION ALL SELECT 'account-of-other', count(*)::int, (array_agg(place ORDER BY value))[:${NAMED}],
      (array_agg(value ORDER BY value))[:${NAMED}] FROM accounts`;
  return gather(found, true);
}

function gather(found: readonly Found[], isConflict: boolean): StageFindings {
  const count = found.reduce((sum, one) => sum + one.count, 0);
  const named = found.flatMap(({ code, places, values }) =>
    (values ?? []).map((value, at) => ({ place: places?.[at] ?? '', code, value })),
  );
  return { problems: isConflict ? 0 : count, conflicts: isConflict ? count : 0, named };
}
