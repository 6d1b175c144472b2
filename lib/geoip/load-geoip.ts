// A country table from its file. The file comes from outside: its size and the length of its lines are bounded, and what
// is no range is counted, not guessed at.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { countryTable } from './country-table';
import { readRow } from './read-row';
import type { BadLine, GeoIpProblem, LoadedGeoIp, Span } from './types';

/** The largest free tables by country have about 60 MB; four times that is a mistake, or one by city. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;
/** A row has two addresses and a few names. */
const MAX_LINE = 1_000;
const MAX_BAD_LINES_SHOWN = 5;
const MAX_BAD_LINE_SHOWN = 80;

async function problemOf(path: string): Promise<GeoIpProblem | null> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return 'unreadable';
    return found.size > MAX_FILE_BYTES ? 'too-large' : null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable';
  }
}

/**
 * Reads the table at `path` (`GEOIP_CSV`, docs/attribution.md): `first,last,country` or `cidr,country`, with or without a
 * header, lines with `#` are comments. Expected errors are values; a line that is no range makes none of the others wrong.
 */
export async function loadGeoIp(path: string): Promise<LoadedGeoIp> {
  const problem = await problemOf(path);
  if (problem !== null) return { ok: false, problem };
  const table = { v4: [] as Span<number>[], v6: [] as Span<bigint>[] };
  const bad: BadLine[] = [];
  let [line, badLines, mayBeHeader] = [0, 0, true];
  try {
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      line += 1;
      const row = text.length > MAX_LINE ? 'bad' : readRow(line === 1 ? text.replace(/^\uFEFF/, '') : text);
      if (row === 'nothing') continue;
      const isHeader = row === 'bad' && mayBeHeader;
      mayBeHeader = false;
      if (isHeader) continue;
      if (row === 'bad') {
        badLines += 1;
        if (bad.length < MAX_BAD_LINES_SHOWN) bad.push({ line, text: text.slice(0, MAX_BAD_LINE_SHOWN) });
      } else if (row.version === 4) table.v4.push(row.span);
      else table.v6.push(row.span);
    }
  } catch {
    return { ok: false, problem: 'unreadable' };
  }
  const geoIp = countryTable(table.v4, table.v6);
  if (geoIp.ranges === 0) return { ok: false, problem: 'no-ranges' };
  return { ok: true, geoIp, badLines, firstBadLines: bad };
}
