// Rows of the sources that the environment names.

import type { Tx } from '@/lib/db/sql';

/** Why a source of the environment is paused that the environment names no more. */
export const NOT_CONFIGURED = 'not-configured';

/** A source as the environment describes it. */
export interface EnvironmentSource {
  /** Also its path. */
  path: string;
  timeZone: string;
}

/**
 * Makes the rows of origin `environment` equal to `sources`: new ones are added, those no longer named are paused, not
 * deleted: their position says what was read. Answers the paths whose names belong to sources of the screen.
 */
export async function writeEnvironmentSources(
  tx: Tx,
  sources: readonly EnvironmentSource[],
): Promise<string[]> {
  // Two workers that start together write one after the other.
  await tx`SELECT pg_advisory_xact_lock(hashtext('environment-log-sources'))`;
  await tx`
    UPDATE log_source SET paused = true, last_error = ${NOT_CONFIGURED}
    WHERE origin = 'environment' AND NOT paused AND name <> ALL (${sources.map((source) => source.path)})`;
  const taken: string[] = [];
  for (const { path, timeZone } of sources) {
    const written = await tx`
      INSERT INTO log_source (name, origin, path, time_zone) VALUES (${path}, 'environment', ${path}, ${timeZone})
      ON CONFLICT (name) DO UPDATE SET
        time_zone = excluded.time_zone,
        paused = log_source.paused AND log_source.last_error IS DISTINCT FROM ${NOT_CONFIGURED},
        last_error = nullif(log_source.last_error, ${NOT_CONFIGURED})
      WHERE log_source.origin = 'environment'`;
    if (written.count === 0) taken.push(path);
  }
  return taken;
}
