// Keeps a lane from stored mail to cases: a thread that reads and files on its own. A mail that takes it beyond its limits
// costs that lane and nothing else: while it is at that mail, a second lane takes over what waits; at the limit the mail is
// set aside and its lane ended.

import { setTimeout as sleep } from 'node:timers/promises';
import { openSql } from '@/lib/db/sql';
import { requireEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { backoffMs } from './backoff';
import { startLane, type LaneEnd, type LaneOptions } from './lane';
import { LaneKeeper } from './lane-keeper';

const LANE: LaneOptions = {
  file: new URL('./process-lane.ts', import.meta.url),
  slowMs: MAIL_LIMITS.readSlowMs,
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
  let failures = 0;
  const keeper = new LaneKeeper({
    start: (onChange) => startLane({ ...LANE, ...options.lane }, onChange),
    async onEnd(end, lastedMs) {
      options.onLaneEnd?.(end);
      failures = end === 'failed' && lastedMs < 60_000 ? failures + 1 : 0;
      if (failures > 0) await sleep(backoffMs(failures), undefined, { signal }).catch(() => undefined);
    },
  });
  const listener = openSql(requireEnv('DATABASE_URL'), { max: 1, name: 'meldestelle-process-listen' });
  await listener
    .listen('raw_message', () => keeper.wake())
    .catch((error: unknown) => {
      log('process-messages').warn(
        { err: error },
        'no notifications; waiting mail is looked for every few seconds',
      );
    });
  await keeper.run(signal);
  await listener.end({ timeout: 2 });
}
