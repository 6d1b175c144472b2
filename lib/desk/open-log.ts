// What a follower needs to begin with a source: where it stands by now, and how reading goes.

import { hostname } from 'node:os';
import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { loadSource } from '@/lib/log-sources/store';
import { newFollowMemory, type FollowMemory } from './follow-log';

/** The memory of a new follower; null where the source is gone. */
export async function openLog(id: number): Promise<FollowMemory | null> {
  const pool = sql();
  const source = await loadSource(pool, id);
  if (source === null) return null;
  return newFollowMemory(source, {
    pool,
    keptDays: env().MAIL_LOG_DAYS,
    quietMs: env().MAIL_LOG_QUIET_MINUTES * 60_000,
    ownHost: hostname().toLowerCase(),
    now: Date.now,
  });
}
