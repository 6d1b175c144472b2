// Use case: log files come into the database once: what a follower or an earlier import has read of them is left out.

import { hostname } from 'node:os';
import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { lookAt } from '@/lib/log-files/list-log-files';
import { OpenLogFile } from '@/lib/log-files/open-log-file';
import { allPositions, takeImportSource } from '@/lib/log-sources/store';
import type { LogShape } from '@/lib/maillog/create-reader';
import { LogReading, type ReadingTotals } from './log-reading';
import { done, refused, type Outcome } from './outcome';

export interface ImportProgress {
  /** Bytes of the content, unpacked, read since the last call. */
  onBytes: (bytes: number) => void;
  now?: () => number;
}

/**
 * Reads one file to its end, unpacking `.gz`. Answers what came in; zeros where everything was there already.
 * Expected errors: `not-a-file`, `not-readable`, `broken` (a `.gz` that cannot be unpacked; what stands before stays).
 */
export async function importLog(
  path: string,
  shape: LogShape,
  { onBytes, now = Date.now }: ImportProgress,
): Promise<Outcome<ReadingTotals, 'not-a-file' | 'not-readable' | 'broken'>> {
  const file = await lookAt(path, false);
  if (file === null) return refused('not-a-file');
  const pool = sql();
  const name = shape.host === null ? 'import' : `import ${shape.host}`;
  const source = await takeImportSource(pool, { name, ...shape });
  const ownHost = hostname().toLowerCase();
  const { MAIL_LOG_DAYS: keptDays, MAIL_LOG_QUIET_MINUTES } = env();
  const quietMs = MAIL_LOG_QUIET_MINUTES * 60_000;
  const reading = new LogReading(source, { pool, keptDays, quietMs, ownHost, now, onBytes });
  try {
    const opened = await OpenLogFile.open(file);
    if (opened === null) return refused('not-a-file');
    try {
      await reading.read(opened, { known: await allPositions(pool) });
      return done(reading.totals);
    } finally {
      await opened.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EACCES' || code === 'EPERM') return refused('not-readable');
    if (code.startsWith('Z_')) return refused('broken');
    throw error;
  }
}
