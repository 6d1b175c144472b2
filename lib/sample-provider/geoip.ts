// The sample provider's country table as a CSV like those that one downloads, so that the desk shows countries with
// nothing configured.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { COUNTRY_BLOCKS } from './network';

/** The table's text: one prefix a line. */
export function geoIpText(): string {
  const rows = COUNTRY_BLOCKS.map(([first, length, country]) => `${first}/${length},${country}`);
  return ['# cidr,country', ...rows, ''].join('\n');
}

/** Writes the table to `path`; its folder is made where missing. */
export function writeGeoIp(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, geoIpText());
}
