// Keeps the lanes from stored mail to cases: threads that read and file on their own. A mail that takes one beyond its
// limits costs that lane and nothing else: the mail is set aside, a new lane takes the place, the others go on meanwhile.

import { setTimeout as sleep } from 'node:timers/promises';
import { openSql } from '@/lib/db/sql';
import { requireEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { backoffMs } from './backoff';
import { startLane, type Lane, type LaneEnd, type LaneOptions } from './lane';

/** While one batch waits for the database the other is being read; more would only wait for each other's accounts. */
const LANES = 2;

const LANE: LaneOptions = {
  file: new URL('./process-lane.ts', import.meta.url),
  cpuMs: MAIL_LIMITS.readCpuMs,
  elapsedMs: MAIL_LIMITS.readElapsedMs,
  heapMib: MAIL_LIMITS.readHeapMib,
};

export interface ProcessingOptions {
  /** What tests set otherwise. */
  lane?: Partial<LaneOptions>;
  /** Told of each end of a lane. */
  onLaneEnd?: (end: LaneEnd) => void;
}

/** Processes waiting mail until `signal` aborts; lanes that end are replaced, after growing pauses where they failed. */
export async function processMessages(signal: AbortSignal, options: ProcessingOptions = {}): Promise<void> {
  const lanes = new Set<Lane>();
  const listener = openSql(requireEnv('DATABASE_URL'), { max: 1, name: 'meldestelle-process-listen' });
  await listener
    .listen('raw_message', () => lanes.forEach((lane) => lane.tell('wake')))
    .catch((error: unknown) => {
      log('process-messages').warn(
        { err: error },
        'no notifications; waiting mail is looked for every few seconds',
      );
    });
  const stopAll = (): void => lanes.forEach((lane) => lane.tell('stop'));
  signal.addEventListener('abort', stopAll);
  await Promise.all(Array.from({ length: LANES }, () => keepLane(lanes, signal, options)));
  signal.removeEventListener('abort', stopAll);
  await listener.end({ timeout: 2 });
}

/** One place for a lane: started again whenever it ended, until `signal` aborts. */
async function keepLane(lanes: Set<Lane>, signal: AbortSignal, options: ProcessingOptions): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const lane = startLane({ ...LANE, ...options.lane });
    lanes.add(lane);
    const startedMs = performance.now();
    const end = await lane.ended.catch((error: unknown): LaneEnd => {
      // Its claim runs out by itself.
      log('process-messages').error({ err: error }, 'what a lane left behind could not be settled');
      return 'failed';
    });
    lanes.delete(lane);
    options.onLaneEnd?.(end);
    failures = end === 'failed' && performance.now() - startedMs < 60_000 ? failures + 1 : 0;
    if (failures > 0) await sleep(backoffMs(failures), undefined, { signal }).catch(() => undefined);
  }
}
