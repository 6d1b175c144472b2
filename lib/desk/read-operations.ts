// Use case: how the installation is doing, for its operator's monitoring.

import { sql } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { checkHealth, databaseDown, type Check } from '@/lib/operations/health';
import { metricsText } from '@/lib/operations/metrics';
import { readOperations } from '@/lib/operations/queries';

/** A database that does not answer within so long is as good as none: whoever probes waits no longer. */
const PATIENCE_MS = 5_000;

/** Every check; a database that does not answer is the one that is left. */
export async function readHealth(now = new Date()): Promise<Check[]> {
  try {
    return checkHealth(await inTime(readOperations(sql(), now)), now);
  } catch (error) {
    log('health').error({ err: error }, 'the health check could not look at the database');
    return databaseDown;
  }
}

/** Whether the database answers: all that the web process itself needs. */
export async function isDatabaseUp(): Promise<boolean> {
  try {
    await inTime(sql()`SELECT 1`);
    return true;
  } catch {
    return false;
  }
}

/** The document of one scrape. */
export async function readMetrics(now = new Date()): Promise<string> {
  const web = {
    residentBytes: process.memoryUsage.rss(),
    startedAt: new Date(now.getTime() - process.uptime() * 1_000),
  };
  return metricsText(await inTime(readOperations(sql(), now)), web, now);
}

async function inTime<T>(answer: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
