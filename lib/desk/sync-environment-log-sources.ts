// Makes the log sources that MAIL_LOGS names those of the database, at each start: the environment is their only source.

import { sql } from '@/lib/db/sql';
import { env, EnvError } from '@/lib/env';
import { writeEnvironmentSources } from '@/lib/log-sources/sync-store';

/** Throws `EnvError` where a path is the name of a source of the screen. In the sample provider nothing changes. */
export async function syncEnvironmentLogSources(): Promise<void> {
  const { MAIL_LOGS: paths, DEFAULT_TIME_ZONE: timeZone, SAMPLE_PROVIDER: isSample } = env();
  if (isSample) return;
  const sources = paths.map((path) => ({ path, timeZone }));
  const taken = await sql().begin((tx) => writeEnvironmentSources(tx, sources));
  const [path] = taken;
  if (path === undefined) return;
  throw new EnvError(
    `MAIL_LOGS: the name "${path}" is taken by a source made on the screen "Mail logs"; rename that one.`,
  );
}
