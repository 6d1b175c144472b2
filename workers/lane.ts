// A lane as its keeper sees it: a thread that is started, told, watched and, where a mail goes beyond its limit, ended.
// Promises: the mail at which a lane ended is set aside, the others of its claim wait again uncounted; and a lane that
// ends for another reason leaves its claim to run out, as a killed process does.

import { Worker } from 'node:worker_threads';
import { endReading } from '@/lib/desk/end-reading';
import { log } from '@/lib/log';
import { LaneState, type LaneReading } from './lane-state';
import { workerImports } from './process-options';
import { watchLane, type LaneLimits } from './lane-watch';
import type { LaneOrder } from './run-lane';

export interface LaneOptions extends LaneLimits {
  /** The thread's module. */
  file: URL;
  /** Heap of the thread. */
  heapMib: number;
}

/** Why a lane ended: told to, at a mail's limit, or by itself. */
export type LaneEnd = 'stopped' | 'read-limit' | 'failed';

export interface Lane {
  tell(order: LaneOrder): void;
  /** Whether it has been at one mail for long: what waits needs another lane. */
  isSlow(): boolean;
  ended: Promise<LaneEnd>;
}

/** Young objects get 16 MiB before they are looked through, as in the workers' processes; three such spaces make it. */
const YOUNG_MIB = 48;

/** Starts a lane. `onChange` is called where `isSlow` changed. */
export function startLane(options: LaneOptions, onChange: () => void): Lane {
  const state = new LaneState();
  const thread = new Worker(options.file, {
    workerData: { memory: state.memory },
    execArgv: workerImports,
    resourceLimits: { maxOldGenerationSizeMb: options.heapMib, maxYoungGenerationSizeMb: YOUNG_MIB },
  });
  let isStopping = false;
  let overdue: LaneReading | null | undefined;
  let failure: unknown;
  let isSlow = false;
  const setSlow = (is: boolean): void => {
    isSlow = is;
    onChange();
  };
  const endWatch = watchLane(thread, state, options, {
    onSlow: () => setSlow(true),
    onBack: () => setSlow(false),
    onOverdue: (reading) => {
      overdue = reading;
      void thread.terminate();
    },
  });
  thread.on('error', (error) => (failure = error));
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve())).then(async () => {
    endWatch();
    const limit = limitOf({ overdue, failure }, options);
    const reading = state.current;
    if (limit !== null && reading !== null && (overdue === undefined || overdue?.serial === reading.serial)) {
      log('process-messages').error({ mail: reading.mailId, limit }, 'reading a mail went beyond its limit');
      await endReading(state.claim, { mailId: reading.mailId, limit });
      return 'read-limit';
    }
    if (isStopping && failure === undefined) return 'stopped';
    log('process-messages').error({ err: failure, claim: state.claim.length }, 'a lane ended');
    return 'failed';
  });
  return {
    tell(order) {
      isStopping ||= order === 'stop';
      thread.postMessage(order);
    },
    isSlow: () => isSlow,
    ended,
  };
}

/** The limit that was passed, as the quarantine shows it; null where none was. */
function limitOf(
  { overdue, failure }: { overdue: LaneReading | null | undefined; failure: unknown },
  { cpuMs, heapMib }: LaneOptions,
): string | null {
  if (overdue !== undefined) return `${cpuMs / 1_000} s`;
  const isOutOfMemory =
    failure instanceof Error && 'code' in failure && failure.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isOutOfMemory ? `${heapMib} MiB` : null;
}
