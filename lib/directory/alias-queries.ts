// What the directory says of some addresses and of all that they lead to, in one statement.

import type { Sql, Tx } from '@/lib/db/sql';
import { maxAliasEnds, maxAliasSteps, type AliasFacts } from './resolve-alias';

interface FactRow {
  address: string;
  target: string | null;
}

/** Aliases and accounts for `addresses`, as deep as aliases are followed. */
export async function loadAliasFacts(db: Sql | Tx, addresses: readonly string[]): Promise<AliasFacts> {
  const accounts = new Set<string>();
  const targets = new Map<string, string[]>();
  if (addresses.length === 0) return { accounts, targets };
  // More targets than are ever told apart need not be read; the rest of a mailing list would say no more than "several".
  const rows = await db<FactRow[]>`
    WITH RECURSIVE reach (address, steps) AS (
      SELECT DISTINCT a, 0 FROM unnest(${[...new Set(addresses)]}::text[]) a
      UNION
      SELECT n.address, r.steps + 1
      FROM reach r CROSS JOIN LATERAL (
        SELECT CASE WHEN t.target LIKE '@%'
          THEN left(r.address, -length(split_part(r.address, '@', -1)) - 1) || t.target ELSE t.target END AS address
        FROM account_alias t
        WHERE t.address IN (r.address, '@' || split_part(r.address, '@', -1)) LIMIT ${2 * maxAliasEnds}) n
      WHERE r.steps < ${maxAliasSteps}
    ), reached AS (SELECT DISTINCT address FROM reach)
    SELECT k.login AS address, NULL AS target
    FROM reached r JOIN account k ON k.kind = 'mailbox' AND k.login = r.address
    WHERE k.source_id IS NOT NULL AND k.gone_at IS NULL
    UNION ALL
    SELECT t.address, t.target FROM (
      SELECT address FROM reached UNION SELECT '@' || split_part(address, '@', -1) FROM reached) r
    CROSS JOIN LATERAL (
      SELECT address, target FROM account_alias t WHERE t.address = r.address ORDER BY target LIMIT ${maxAliasEnds}) t`;
  for (const { address, target } of rows) {
    if (target === null) accounts.add(address);
    else targets.set(address, [...(targets.get(address) ?? []), target]);
  }
  return { accounts, targets };
}

/** Whether any source lists an alias at all. */
export async function hasAliases(db: Sql): Promise<boolean> {
  const [row] = await db<{ has: boolean }[]>`SELECT EXISTS (SELECT FROM account_alias) AS has`;
  return row?.has ?? false;
}
