// Whether a start works on the sample provider or on the real world, and on which database. Pure.

import type { Variables } from '../../lib/configuration/read-variable';

export interface World {
  isSample: boolean;
  /** `given`: the one of DATABASE_URL; else the name of a database in the embedded cluster. */
  database: 'given' | 'meldestelle' | 'meldestelle_sample';
  /** Variables that must not reach web and worker: the sample provider has no outside. */
  unusedVariables: string[];
  /** What to tell whoever starts, or null. */
  note: string | null;
}

const YES = ['1', 'true', 'yes'];
const NO = ['0', 'false', 'no'];

/** Without DATABASE_URL, or with SAMPLE_PROVIDER=1, the sample provider; SAMPLE_PROVIDER=0 alone: the embedded database for real. */
export function chooseWorld(variables: Variables): World {
  const sample = variables['SAMPLE_PROVIDER']?.trim() ?? '';
  const isGiven = (variables['DATABASE_URL']?.trim() ?? '') !== '';
  const isSample = YES.includes(sample) || (!isGiven && !NO.includes(sample));
  if (!isSample)
    return { isSample, database: isGiven ? 'given' : 'meldestelle', unusedVariables: [], note: null };
  const unusedVariables = Object.keys(variables).filter(
    (name) => /^(MAILBOX|OWN)_|^(AUTHSERV_IDS|DNS_SERVERS|GEOIP_CSV)$/.test(name) && variables[name] !== '',
  );
  const note =
    unusedVariables.length === 0
      ? null
      : `The sample provider runs, so these settings are not used: ${unusedVariables.join(', ')}. Set DATABASE_URL or SAMPLE_PROVIDER=0 to use them.`;
  return { isSample, database: 'meldestelle_sample', unusedVariables, note };
}
