// The mails of all formats' fixtures, those of formats yet to come included: found, not listed.

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const lib = path.join(import.meta.dirname, '../..');

/** Every `.eml` below a folder `fixtures` of `lib`, by its path from there, in order. */
export function allFixtures(): { name: string; raw: Buffer }[] {
  const names = globSync('**/fixtures/**/*.eml', { cwd: lib }).sort();
  return names.map((name) => ({ name, raw: readFileSync(path.join(lib, name)) }));
}
