// The country table of this installation, `GEOIP_CSV`, loaded once a process and again when the file is replaced (new
// tables come every month). A broken or absent one takes nothing down: no country is known then, and the log says why.

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { noGeoIp } from './country-table';
import { loadGeoIp } from './load-geoip';
import type { GeoIp, GeoIpProblem, LoadedGeoIp } from './types';

/** How often the file is looked at. */
const LOOK_EVERY_MS = 60_000;

interface Kept {
  path: string;
  /** Size and time of the file that was loaded. */
  mark: string;
  lookedAt: number;
  loaded: Promise<LoadedGeoIp>;
}

let kept: Kept | undefined;

/** What the log says of a table that cannot be used. */
const SENTENCES: Record<GeoIpProblem, string> = {
  missing: 'GEOIP_CSV: there is no such file; no country is shown until there is one.',
  unreadable: 'GEOIP_CSV: the file cannot be read; give the user that runs Meldestelle leave to read it.',
  'too-large': 'GEOIP_CSV: the file is too large for a table by country; is it one by city?',
  'no-ranges':
    'GEOIP_CSV: no line of the file is a range with a country; expected are first,last,country or cidr,country.',
};

/** The sample provider's own table: the addresses of its customers stand in no other. */
export function samplePath(stateDir: string): string {
  return join(stateDir, 'sample-geoip.csv');
}

function pathInUse(): string | null {
  const { GEOIP_CSV, SAMPLE_PROVIDER, STATE_DIR } = env();
  return SAMPLE_PROVIDER ? samplePath(STATE_DIR) : (GEOIP_CSV ?? null);
}

async function markOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found === null ? 'absent' : `${found.size} ${found.mtimeMs}`;
}

async function loadAndTell(path: string): Promise<LoadedGeoIp> {
  const loaded = await loadGeoIp(path);
  const logger = log('geoip');
  if (!loaded.ok) {
    // The sample provider writes its table while the other processes start already.
    const isEarly = env().SAMPLE_PROVIDER && loaded.problem === 'missing';
    logger[isEarly ? 'debug' : 'warn']({ path, problem: loaded.problem }, SENTENCES[loaded.problem]);
  } else {
    const { badLines, firstBadLines, geoIp } = loaded;
    logger.info({ path, ranges: geoIp.ranges, badLines }, 'the country table is loaded');
    if (badLines > 0)
      logger.warn(
        { path, badLines, firstBadLines },
        'GEOIP_CSV: lines that are no range with a country are left out',
      );
  }
  return loaded;
}

/** What became of the configured table, loaded where it is new; null where none is configured. */
export async function configuredGeoIpState(): Promise<{ path: string; loaded: LoadedGeoIp } | null> {
  const path = pathInUse();
  if (path === null) return null;
  const now = Date.now();
  if (kept?.path === path && now - kept.lookedAt < LOOK_EVERY_MS) return { path, loaded: await kept.loaded };
  const mark = await markOf(path);
  if (kept?.path === path && kept.mark === mark) kept.lookedAt = now;
  else kept = { path, mark, lookedAt: now, loaded: loadAndTell(path) };
  return { path, loaded: await kept.loaded };
}

/** The country table, at most a minute older than its file; one that knows no country where none is usable. */
export async function configuredGeoIp(): Promise<GeoIp> {
  const state = await configuredGeoIpState();
  return state?.loaded.ok === true ? state.loaded.geoIp : noGeoIp;
}
