// Use case: the workers of this process say that they run, until it ends. A worker that hangs in its own work still beats:
// that work gets done is told by the ages of what waits.

import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { sql } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { deleteBeats, saveBeat } from '@/lib/operations/store';

const EVERY_MS = 15_000;

/** Beats for `workers` until `signal` aborts. A beat that fails is missed, no more. */
export async function beatWorkers(workers: readonly string[], signal: AbortSignal): Promise<void> {
  const startedAt = new Date(Date.now() - process.uptime() * 1_000);
  const instance = `${hostname()}:${process.pid}`;
  while (!signal.aborted) {
    try {
      await saveBeat(sql(), { instance, workers, startedAt, memoryBytes: process.memoryUsage.rss() });
    } catch (error) {
      log('workers').warn({ err: error }, 'the sign of life could not be written');
    }
    await setTimeout(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  await deleteBeats(sql(), instance);
}
