// Use case: from when to when each server's log is known, and where it has holes; and the state of the country table.

import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { listClusters } from '@/lib/log-sources/cluster-store';
import { loadCountryTable, type CountryTable } from '@/lib/log-sources/country-table-store';
import { postgresLookup } from '@/lib/maillog-lookup/postgres';
import type { LogCoverage } from '@/lib/maillog-lookup/types';

export interface LogReach {
  hosts: (LogCoverage & { /** Its name, where a cluster holds the log. */ cluster: string | null })[];
  countries: (CountryTable & { since: Date }) | null;
}

/** Of clusters: as they answered last; nobody asks them while a page is built. */
export async function readLogReach(): Promise<LogReach> {
  const pool = sql();
  const [own, clusters, countries] = await Promise.all([
    postgresLookup(pool, env().MAIL_LOG_QUIET_MINUTES * 60_000).coverage(),
    listClusters(pool),
    loadCountryTable(pool),
  ]);
  const known = new Set(own.map(({ host }) => host));
  const others = clusters.flatMap(({ name, reached }) =>
    reached.filter(({ host }) => !known.has(host)).map((one) => ({ ...one, cluster: name })),
  );
  return { hosts: [...own.map((one) => ({ ...one, cluster: null })), ...others], countries };
}
