// Domains of accounts that are no hosted domains yet.

import type { Sql } from '@/lib/db/sql';

/** More are shown after these have been taken. */
const SHOWN = 1_000;

export interface UnknownDomains {
  domains: { domain: string; accounts: number }[];
  /** There are more than those. */
  hasMore: boolean;
}

/** Those with the most accounts first. A domain below a hosted `.example.com` is known. */
export async function listUnknownDomains(db: Sql, fromEnvironment: string[]): Promise<UnknownDomains> {
  const rows = await db<{ domain: string; accounts: number }[]>`
    WITH own AS (
      SELECT value FROM own_resource WHERE kind = 'domain'
      UNION SELECT value FROM unnest(${fromEnvironment}::text[]) AS e (value)
    ), above AS (SELECT value FROM own WHERE value LIKE '.%')
    SELECT a.domain, count(*)::int AS accounts FROM account a
    WHERE a.domain IS NOT NULL AND a.gone_at IS NULL AND (a.source_id IS NOT NULL OR a.customer_id IS NOT NULL)
      AND NOT EXISTS (SELECT FROM own o WHERE o.value = a.domain)
      AND NOT EXISTS (SELECT FROM above b WHERE right(a.domain, length(b.value)) = b.value)
    GROUP BY a.domain ORDER BY accounts DESC, a.domain LIMIT ${SHOWN + 1}`;
  return { domains: rows.slice(0, SHOWN), hasMore: rows.length > SHOWN };
}
