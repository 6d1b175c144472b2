// Use case: reads the directories whose time has come, one after the other.

import { sql } from '@/lib/db/sql';
import { listDueDirectories } from '@/lib/directory/source-store';
import { refreshDirectory, type RefreshResult } from './refresh-directory';

/** Answers what came of each, by its number. `stop` ends the round after breaking off the reading at hand. */
export async function refreshDirectories(
  now = new Date(),
  stop = new AbortController().signal,
): Promise<{ id: number; state: RefreshResult['state'] }[]> {
  const results: { id: number; state: RefreshResult['state'] }[] = [];
  for (const id of await listDueDirectories(sql(), now)) {
    if (stop.aborted) break;
    results.push({ id, state: (await refreshDirectory(id, stop)).state });
  }
  return results;
}
