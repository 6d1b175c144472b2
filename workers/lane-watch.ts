// Tells when a lane does not come back from a mail. Processor time decides, as the thread itself has it: on a busy or
// suspended machine an honest mail takes as long as it takes. Where the thread answers nothing, the clock does.

import type { Worker } from 'node:worker_threads';
import type { LaneReading, LaneState } from './lane-state';

export interface LaneLimits {
  /** Processor time of one reading. */
  cpuMs: number;
  /** Time by the clock without any sign of life. */
  elapsedMs: number;
}

/** Often enough that a limit of seconds is kept to a tenth; a mail in the ordinary is never seen twice. */
const LOOK_MS = 200;

interface Sight {
  /** The same reading, or the same silence, as long as these stay what they are. */
  serial: number;
  beats: number;
  reading: LaneReading | null;
  sinceMs: number;
  firstCpuMs: number | null;
}

/** Calls `onOverdue` once, with the reading that went on too long, null where the lane hangs between mails. */
export function watchLane(
  thread: Worker,
  state: LaneState,
  limits: LaneLimits,
  onOverdue: (reading: LaneReading | null) => void,
): () => void {
  let sight: Sight | null = null;
  const overdue = ({ serial, reading }: Sight): void => {
    if (state.serial !== serial) return;
    clearInterval(timer);
    onOverdue(reading);
  };
  const look = (): void => {
    const { serial, beats, current } = state;
    if (sight === null || sight.serial !== serial || sight.beats !== beats) {
      sight = { serial, beats, reading: current, sinceMs: performance.now(), firstCpuMs: null };
      return;
    }
    const seen = sight;
    if (performance.now() - seen.sinceMs > limits.elapsedMs) overdue(seen);
    else if (seen.reading !== null) void compareCpu(thread, seen, limits).then((is) => is && overdue(seen));
  };
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}

/** Whether the reading has used up its time since it was first seen. A thread that ended meanwhile has not. */
async function compareCpu(thread: Worker, sight: Sight, { cpuMs }: LaneLimits): Promise<boolean> {
  const used = await thread.cpuUsage().catch(() => null);
  if (used === null) return false;
  const nowMs = (used.user + used.system) / 1_000;
  sight.firstCpuMs ??= nowMs;
  return nowMs - sight.firstCpuMs > cpuMs;
}
