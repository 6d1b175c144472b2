// Use case: the screen learns what became of the country table. Whoever loads it says so; the screen itself would take
// seconds and a few hundred megabytes to find out.

import { sql } from '@/lib/db/sql';
import { configuredGeoIpState } from '@/lib/geoip/configured';
import { saveCountryTable } from '@/lib/log-sources/country-table-store';

/** Looks at the table of this process, loading it where it is new, and keeps what became of it. */
export async function noteCountryTable(): Promise<void> {
  const state = await configuredGeoIpState();
  if (state === null) return saveCountryTable(sql(), null);
  const { path, loaded } = state;
  if (!loaded.ok) return saveCountryTable(sql(), { path, problem: loaded.problem });
  const { geoIp, badLines, firstBadLines } = loaded;
  await saveCountryTable(sql(), { path, ranges: geoIp.ranges, badLines, firstBadLines });
}
