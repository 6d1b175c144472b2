// Writes of attributions, and the accounts they name.

import { copyRows } from '@/lib/db/copy-rows';
import type { Tx } from '@/lib/db/sql';
import type { AttributionResult, ClaimedAccount } from './types';

export interface AttributionRow {
  reportId: number;
  accountId: number | null;
  result: AttributionResult;
}

/** A key for maps: kind and login. */
export function accountKey(account: Pick<ClaimedAccount, 'kind' | 'login'>): string {
  return `${account.kind} ${account.login}`;
}

/**
 * The numbers of these accounts by `accountKey`. Those in `create` are made where they do not exist; those in `find`
 * are only looked up: a forged mail must not bring an account into being.
 */
export async function accountIds(
  tx: Tx,
  create: ClaimedAccount[],
  find: ClaimedAccount[],
): Promise<Map<string, number>> {
  const sorted = [...new Map(create.map((account) => [accountKey(account), account])).values()].sort(
    (a, b) => (accountKey(a) < accountKey(b) ? -1 : 1),
  );
  if (sorted.length > 0) {
    await tx`
      INSERT INTO account (kind, login, domain)
      SELECT a.kind::account_kind, a.login, a.domain
      FROM unnest(${sorted.map((a) => a.kind)}::text[], ${sorted.map((a) => a.login)}::text[],
        ${sorted.map((a) => a.domain)}::text[]) AS a (kind, login, domain)
      ON CONFLICT (kind, login) DO NOTHING`;
  }
  const wanted = [...create, ...find];
  const rows = await tx<{ id: number; kind: ClaimedAccount['kind']; login: string }[]>`
    SELECT account.id, account.kind, account.login
    FROM unnest(${wanted.map((a) => a.kind)}::text[], ${wanted.map((a) => a.login)}::text[]) AS a (kind, login)
    JOIN account ON account.kind = a.kind::account_kind AND account.login = a.login`;
  return new Map(rows.map((row) => [accountKey(row), row.id]));
}

/** Inserts the attributions of a batch. */
export async function insertAttributions(tx: Tx, rows: AttributionRow[]): Promise<void> {
  const columns = ['report_id', 'account_id', 'rung', 'verdict', 'factor', 'evidence'];
  const fields = rows.map(({ reportId, accountId, result }) => [
    reportId,
    accountId,
    result.rung,
    result.verdict,
    result.factor,
    { json: result.evidence },
  ]);
  await copyRows(tx, 'attribution', columns, fields);
}
