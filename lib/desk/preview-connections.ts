// What a source's file says before anything of it is taken: its first rows as understood, and the lines that are wrong.

import type { ConnectionPreview, ConnectionSourceRow } from '@/lib/connections/types';
import {
  connectionRows,
  openConnectionLines,
  problemOfCounts,
  type ConnectionCounts,
} from './connection-lines';

const ROWS_SHOWN = 8;
/** Counted for a page that somebody waits for; an export may have millions. */
const ROWS_LOOKED_AT = 50_000;

/** Looks at the beginning of the file. Expected errors are `problem`. */
export async function previewConnections(source: ConnectionSourceRow): Promise<ConnectionPreview> {
  const counts: ConnectionCounts = { good: 0, bad: 0, firstBad: [] };
  const preview: ConnectionPreview = { problem: null, rows: [], ...counts, isPartial: false };
  const opened = await openConnectionLines(source);
  if (!opened.ok) return { ...preview, problem: opened.problem };
  try {
    for await (const rows of connectionRows(opened.lines, source, counts)) {
      preview.rows.push(...rows.slice(0, ROWS_SHOWN - preview.rows.length));
      preview.isPartial = counts.good >= ROWS_LOOKED_AT;
      if (preview.isPartial) break;
    }
  } catch {
    return { ...preview, ...counts, problem: 'unreadable' };
  }
  return { ...preview, ...counts, problem: problemOfCounts(counts) };
}
