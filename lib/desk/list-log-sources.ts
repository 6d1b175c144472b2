// Which logs the followers of this process are to read.

import { sql } from '@/lib/db/sql';
import { listFollowed } from '@/lib/log-sources/store';
import type { FollowedSource } from '@/lib/log-sources/types';

/** The files that are followed and not paused. */
export function listLogSources(): Promise<FollowedSource[]> {
  return listFollowed(sql(), 'file');
}
