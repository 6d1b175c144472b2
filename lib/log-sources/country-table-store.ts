// What became of the country table (GEOIP_CSV), as the screen "Mail logs" shows it. Kept by the workers, who load it.

import type { Sql } from '@/lib/db/sql';
import type { BadLine, GeoIpProblem } from '@/lib/geoip/types';

export type CountryTable =
  | { path: string; ranges: number; badLines: number; firstBadLines: BadLine[] }
  | { path: string; problem: GeoIpProblem };

/** Keeps it; null where none is configured. The time is of the last change. */
export async function saveCountryTable(pool: Sql, table: CountryTable | null): Promise<void> {
  if (table === null) {
    await pool`DELETE FROM setting WHERE key = 'country-table'`;
    return;
  }
  await pool`
    INSERT INTO setting AS s (key, value, updated_at) VALUES ('country-table', ${pool.json({ ...table } as never)}, now())
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now() WHERE s.value <> excluded.value`;
}

/** As it was kept last; null where none is configured, or no worker has looked yet. */
export async function loadCountryTable(pool: Sql): Promise<(CountryTable & { since: Date }) | null> {
  const [row] = await pool<{ value: CountryTable; since: Date }[]>`
    SELECT value, updated_at AS since FROM setting WHERE key = 'country-table'`;
  return row === undefined ? null : { ...row.value, since: row.since };
}
